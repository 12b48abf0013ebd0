'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { resetPassword } from '@/lib/api/generated/sdk.gen';
import { type NewPassword, newPasswordSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button, buttonClass } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { useCleanAddress } from '../hooks/use-clean-url';
import { showFailure } from '../../../lib/forms/show-failure';
import { BrokenLink } from './link-page';
import { FormHeading } from './form-heading';
import { NewPasswordField } from '../../../ui/new-password-field';
import { Outcome } from './outcome';

interface ResetPasswordProps {
  /** Of the link that was followed; undefined when it was cut short, or the page was loaded again. */
  readonly token: string | undefined;
}

/** Where the link in the email leads: a new password, once. */
export function ResetPassword({ token }: ResetPasswordProps) {
  const [state, setState] = useState<'asking' | 'done' | 'refused'>('asking');
  useCleanAddress();
  if (state === 'done') {
    return (
      <Outcome
        focused
        icon={CircleCheck}
        title="Your password is changed"
        text="All devices have been signed out and all access tokens revoked. Sign in with the new password to go on."
      >
        <Link href="/login" className={buttonClass('primary', 'large')}>
          Sign in
        </Link>
      </Outcome>
    );
  }
  if (state === 'refused' || token === undefined) {
    return (
      <BrokenLink refused={state === 'refused'}>
        <Link href="/forgot-password" className={buttonClass('primary', 'large')}>
          Get a new link
        </Link>
        <Link href="/login" className={buttonClass('quiet', 'large')}>
          Back to sign in
        </Link>
      </BrokenLink>
    );
  }
  return <PasswordForm token={token} onDone={() => setState('done')} onRefused={() => setState('refused')} />;
}

interface PasswordFormProps {
  readonly token: string;
  readonly onDone: () => void;
  readonly onRefused: () => void;
}

function PasswordForm({ token, onDone, onRefused }: PasswordFormProps) {
  const form = useForm<NewPassword>({ resolver: zodResolver(newPasswordSchema) });
  const { errors, isSubmitting } = form.formState;
  const hydrated = useHydrated();
  const submit = form.handleSubmit(async ({ new_password }) => {
    try {
      await call(resetPassword({ body: { token, new_password } }));
      onDone();
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'link_invalid') return onRefused();
      showFailure(form, ['new_password'], error, 'change the password');
    }
  });
  return (
    <>
      <FormHeading
        title="Choose a new password"
        text="All devices are signed out then, and all access tokens revoked."
      />
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <NewPasswordField
          id="new-password"
          label="New password"
          error={errors.new_password?.message}
          register={() => form.register('new_password')}
        />
        <Button type="submit" busy={isSubmitting} disabled={!hydrated} size="large">
          Change password
        </Button>
      </form>
    </>
  );
}
