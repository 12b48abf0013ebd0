import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ChangePasswordForm } from '@/features/account/components/change-password-form';
import { FormHeading } from '@/features/account/components/form-heading';
import { SignOutButton } from '@/features/account/components/sign-out-button';
import { currentUser } from '@/lib/session/current-user';
import { loginPath, safeNext } from '@/lib/session/safe-next';

export const metadata: Metadata = { title: 'Change your password' };

/** For users whose password was set by an operator. Other users change their password in the settings. */
export default async function ChangePasswordPage({ searchParams }: PageProps<'/change-password'>) {
  const { next } = await searchParams;
  const destination = safeNext(next);
  const user = (await currentUser()) ?? redirect(loginPath(destination));
  if (!user.must_change_password) redirect(destination);
  return (
    <>
      <FormHeading
        title="Change your password"
        text={`The password of ${user.username} was set by someone else. Choose a new one to continue.`}
      />
      <div className="grid gap-2">
        <ChangePasswordForm username={user.username} destination={destination} />
        <SignOutButton />
      </div>
    </>
  );
}
