import type { ReactNode } from 'react';

/** Forms are read and filled in a narrow column. */
export default function SettingsColumnLayout({ children }: { readonly children: ReactNode }) {
  return <div className="max-w-2xl">{children}</div>;
}
