'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { verifyEmail, verifyMyEmail } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { showFormFailure } from '@/lib/forms/show-failure';
import { type PasswordConfirmation, passwordConfirmationSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { PasswordInput } from '@/ui/password-input';
import { FormHeading } from './form-heading';
import type { UseLink } from './link-page';

interface LinkProps {
  readonly token: string;
  readonly onUse: UseLink;
}

interface VerifyEmailFormProps extends LinkProps {
  /** The user who is signed in here, if any. The email may belong to another user. */
  readonly user: Account | undefined;
}

/**
 * A button for the signed-in user of the account; the password for everybody else. So a user whose email another person
 * registered cannot confirm that account by accident.
 */
export function VerifyEmailForm({ user, token, onUse }: VerifyEmailFormProps) {
  const [otherAccount, setOtherAccount] = useState(false);
  if (user === undefined || otherAccount) {
    return <VerifyWithPassword token={token} onUse={onUse} otherAccount={otherAccount} />;
  }
  return <VerifyButton token={token} onUse={onUse} onOtherAccount={() => setOtherAccount(true)} />;
}

interface VerifyButtonProps extends LinkProps {
  /** Called when the link was mailed for another account. */
  readonly onOtherAccount: () => void;
}

function VerifyButton({ token, onUse, onOtherAccount }: VerifyButtonProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const hydrated = useHydrated();
  const verify = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onUse(() => call(verifyMyEmail({ body: { token } })));
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'link_of_other_account') onOtherAccount();
      else setProblem(formProblem(error, 'verify the email'));
      setBusy(false);
    }
  };
  return (
    <>
      <FormHeading title="Verify your email" text="Press the button to show that you received our email." />
      <FormAlert error={problem} />
      <Button size="large" busy={busy} disabled={!hydrated} onClick={verify}>
        Verify email
      </Button>
    </>
  );
}

function VerifyWithPassword({ token, onUse, otherAccount }: LinkProps & { readonly otherAccount: boolean }) {
  const form = useForm<PasswordConfirmation>({ resolver: zodResolver(passwordConfirmationSchema) });
  const { errors, isSubmitting } = form.formState;
  const hydrated = useHydrated();
  const submit = form.handleSubmit(({ password }) =>
    onUse(() => call(verifyEmail({ body: { token, password } }))).catch((error: unknown) =>
      showFormFailure(form, ['password'], error, 'verify the email'),
    ),
  );
  const reason = otherAccount ? 'The link belongs to another account than the one signed in here. ' : '';
  return (
    <>
      <FormHeading
        title="Verify your email"
        text={`${reason}Enter the password that you chose for the account. If you did not create it, close this page.`}
      />
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <Field id="password" label="Password" error={errors.password?.message}>
          {(attributes) => (
            <PasswordInput {...form.register('password')} {...attributes} autoComplete="current-password" />
          )}
        </Field>
        <Button type="submit" size="large" busy={isSubmitting} disabled={!hydrated}>
          Verify email
        </Button>
      </form>
    </>
  );
}
