import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { FormHeading } from '@/features/account/components/form-heading';
import { SignOutButton } from '@/features/account/components/sign-out-button';
import { RequiredTwoStep } from '@/features/settings/components/required-two-step';
import { QueryProvider } from '@/features/shell/components/query-provider';
import { StyleNonce } from '@/features/shell/components/style-nonce';
import { currentUser } from '@/lib/session/current-user';
import { currentUserQuery } from '@/lib/session/current-user-query';
import { changePasswordPath, loginPath, safeNext } from '@/lib/session/safe-next';

export const metadata: Metadata = { title: 'Set up two-step verification' };

/** For users whose role requires it. Other users set it up in the settings. */
export default async function SetUpTwoStepPage({ searchParams }: PageProps<'/set-up-two-step'>) {
  const { next } = await searchParams;
  const destination = safeNext(next);
  const user = (await currentUser()) ?? redirect(loginPath(destination));
  if (user.must_change_password) redirect(changePasswordPath(destination));
  if (!user.must_set_up_second_factor) redirect(destination);
  const queries = new QueryClient();
  queries.setQueryData(currentUserQuery().queryKey, user);
  return (
    <QueryProvider>
      <StyleNonce nonce={(await headers()).get('x-nonce') ?? ''} />
      <HydrationBoundary state={dehydrate(queries)}>
        <FormHeading
          title="Set up two-step verification"
          text={`The account ${user.username} needs it. You can continue once it is on.`}
        />
        <div className="grid gap-2">
          <RequiredTwoStep destination={destination} />
          <SignOutButton />
        </div>
      </HydrationBoundary>
    </QueryProvider>
  );
}
