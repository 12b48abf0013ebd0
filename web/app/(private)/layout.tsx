import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { SessionDialog } from '@/features/account/components/session-dialog';
import { QueryProvider } from '@/features/shell/components/query-provider';
import { StyleNonce } from '@/features/shell/components/style-nonce';
import { ClockProvider } from '@/lib/clock';
import { currentUser } from '@/lib/session/current-user';
import { currentUserQuery } from '@/lib/session/current-user-query';
import { parseTimeZone, timeZoneCookie } from '@/lib/time-zone';

/** What the pages of a signed-in user share. One query cache: moving between the pages loads nothing twice. */
export default async function PrivateLayout({ children }: { readonly children: ReactNode }) {
  const user = await currentUser();
  // Signed out, the page redirects: it knows the path to come back to.
  if (user === undefined) return children;
  const queries = new QueryClient();
  queries.setQueryData(currentUserQuery().queryKey, user);
  const timeZone = parseTimeZone((await cookies()).get(timeZoneCookie)?.value);
  return (
    <QueryProvider>
      <StyleNonce nonce={(await headers()).get('x-nonce') ?? ''} />
      <HydrationBoundary state={dehydrate(queries)}>
        <ClockProvider now={Date.now()} timeZone={timeZone}>
          {children}
        </ClockProvider>
        <SessionDialog user={user} />
      </HydrationBoundary>
    </QueryProvider>
  );
}
