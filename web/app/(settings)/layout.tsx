import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { SessionDialog } from '@/features/account/components/session-dialog';
import { ConfirmationDialog } from '@/features/settings/components/confirmation-dialog';
import { SettingsShell } from '@/features/settings/components/settings-shell';
import { QueryProvider } from '@/features/shell/components/query-provider';
import { StyleNonce } from '@/features/shell/components/style-nonce';
import { currentUser } from '@/lib/session/current-user';
import { currentUserQuery } from '@/lib/session/current-user-query';
import { parseTheme, themeCookie } from '@/lib/theme';

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const user = await currentUser();
  // Signed out, the page redirects: it knows the path to come back to.
  if (user === undefined) return children;
  const queries = new QueryClient();
  queries.setQueryData(currentUserQuery().queryKey, user);
  return (
    <QueryProvider>
      <StyleNonce nonce={(await headers()).get('x-nonce') ?? ''} />
      <HydrationBoundary state={dehydrate(queries)}>
        <SettingsShell theme={parseTheme((await cookies()).get(themeCookie)?.value)}>{children}</SettingsShell>
        <ConfirmationDialog />
        <SessionDialog user={user} />
      </HydrationBoundary>
    </QueryProvider>
  );
}
