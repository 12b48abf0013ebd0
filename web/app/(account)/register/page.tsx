import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { FormHeading } from '@/features/account/components/form-heading';
import { RegisterForm } from '@/features/account/components/register-form';
import { currentUser } from '@/lib/session/current-user';
import { safeNext } from '@/lib/session/safe-next';

export const metadata: Metadata = { title: 'Create an account' };

export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const { next } = await searchParams;
  const destination = safeNext(next);
  if ((await currentUser()) !== undefined) redirect(destination);
  return (
    <>
      <FormHeading title="Create your account" text="It takes less than a minute." />
      <RegisterForm destination={destination} />
      <p className="text-muted">
        Already have an account?{' '}
        <Link
          href={{ pathname: '/login', ...(next !== undefined && { query: { next: destination } }) }}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          Sign in
        </Link>
      </p>
    </>
  );
}
