import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { SettingsShell } from '@/features/settings/components/settings-shell';
import { QueryProvider } from '@/features/shell/query-provider';
import { StyleNonce } from '@/features/shell/style-nonce';
import { viewer } from '@/lib/session/viewer';
import { viewerQuery } from '@/lib/session/viewer-query';
import { parseTheme, themeCookie } from '@/lib/theme';

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const user = await viewer();
  // Signed out, the page redirects: it knows its address, to come back to.
  if (user === undefined) return children;
  const queries = new QueryClient();
  queries.setQueryData(viewerQuery().queryKey, user);
  return (
    <QueryProvider>
      <StyleNonce nonce={(await headers()).get('x-nonce') ?? ''} />
      <HydrationBoundary state={dehydrate(queries)}>
        <SettingsShell theme={parseTheme((await cookies()).get(themeCookie)?.value)}>{children}</SettingsShell>
      </HydrationBoundary>
    </QueryProvider>
  );
}
