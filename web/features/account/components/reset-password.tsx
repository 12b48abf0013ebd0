'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { resetPassword } from '@/lib/api/generated/sdk.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { type NewPassword, newPasswordSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button, buttonClass } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { NewPasswordField } from '@/ui/new-password-field';
import { FormHeading } from './form-heading';
import { LinkPage, type UseLink } from './link-page';
import { Outcome } from './outcome';

/** The page that the link in the email leads to: a form for a new password. */
export function ResetPassword() {
  return (
    <LinkPage invalidActions={<InvalidLinkActions />} success={<PasswordChanged />}>
      {(link) => <NewPasswordForm {...link} />}
    </LinkPage>
  );
}

function PasswordChanged() {
  return (
    <Outcome
      focused
      icon={CircleCheck}
      title="Password changed"
      text="All devices were signed out, and all access tokens were revoked. Sign in with the new password."
    >
      <Link href="/login" className={buttonClass('primary', 'large')}>
        Sign in
      </Link>
    </Outcome>
  );
}

function InvalidLinkActions() {
  return (
    <>
      <Link href="/forgot-password" className={buttonClass('primary', 'large')}>
        Get a new link
      </Link>
      <Link href="/login" className={buttonClass('quiet', 'large')}>
        Back to sign in
      </Link>
    </>
  );
}

interface NewPasswordFormProps {
  readonly token: string;
  readonly onUse: UseLink;
}

function NewPasswordForm({ token, onUse }: NewPasswordFormProps) {
  const form = useForm<NewPassword>({ resolver: zodResolver(newPasswordSchema) });
  const { errors, isSubmitting } = form.formState;
  const hydrated = useHydrated();
  const submit = form.handleSubmit(({ new_password }) =>
    onUse(() => call(resetPassword({ body: { token, new_password } }))).catch((error: unknown) =>
      showFormFailure(form, ['new_password'], error, 'change the password'),
    ),
  );
  return (
    <>
      <FormHeading title="Choose a new password" text="This signs out all devices and revokes all access tokens." />
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <NewPasswordField
          id="new-password"
          label="New password"
          error={errors.new_password?.message}
          typed={form.watch('new_password')}
          register={() => form.register('new_password')}
        />
        <Button type="submit" busy={isSubmitting} disabled={!hydrated} size="large">
          Change password
        </Button>
      </form>
    </>
  );
}
