import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AccountDeletedHeading } from '@/features/account/components/account-deleted-heading';
import { FormHeading } from '@/features/account/components/form-heading';
import { SignIn } from '@/features/account/components/sign-in';
import { currentUser } from '@/lib/session/current-user';
import { safeNext } from '@/lib/session/safe-next';

export const metadata: Metadata = { title: 'Sign in' };

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const { next, account } = await searchParams;
  const destination = safeNext(next);
  if ((await currentUser()) !== undefined) redirect(destination);
  return (
    <SignIn destination={destination} heading={account === 'deleted' ? <AccountDeletedHeading /> : <Welcome />}>
      <p className="text-muted">
        New here?{' '}
        <Link
          href={{ pathname: '/register', ...(next !== undefined && { query: { next: destination } }) }}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          Create an account
        </Link>
      </p>
    </SignIn>
  );
}

function Welcome() {
  return <FormHeading title="Welcome back" text="Sign in to see your tasks." />;
}
