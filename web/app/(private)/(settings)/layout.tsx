import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ConfirmationDialog } from '@/features/settings/components/confirmation-dialog';
import { SettingsShell } from '@/features/settings/components/settings-shell';
import { currentUser } from '@/lib/session/current-user';
import { parseTheme, themeCookie } from '@/lib/theme';

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  // Signed out, the page redirects: it knows the path to come back to.
  if ((await currentUser()) === undefined) return children;
  return (
    <>
      <SettingsShell theme={parseTheme((await cookies()).get(themeCookie)?.value)}>{children}</SettingsShell>
      <ConfirmationDialog />
    </>
  );
}
