import type { ReactNode } from 'react';

/** A narrow column for forms. */
export default function SettingsColumnLayout({ children }: { readonly children: ReactNode }) {
  return <div className="max-w-2xl">{children}</div>;
}
