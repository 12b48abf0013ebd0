'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { MailCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { requestPasswordReset } from '@/lib/api/generated/sdk.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { type EmailValues, emailSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button, buttonClass } from '@/ui/button';
import { EmailField } from '@/ui/email-field';
import { FormAlert } from '@/ui/form-alert';
import { FormHeading } from './form-heading';
import { Outcome } from './outcome';

/** Asks for a link by email. The answer does not tell whether there is such an account. */
export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo === undefined) return <EmailForm onSent={setSentTo} />;
  return (
    <Outcome
      focused
      icon={MailCheck}
      title="Check your email"
      text={
        <>
          If there is an account with the email <strong className="font-medium text-ink">{sentTo}</strong>, we sent it a
          link to choose a new password. The link works once and expires soon.
        </>
      }
    >
      <Link href="/login" className={buttonClass('primary', 'large')}>
        Back to sign in
      </Link>
      <Button variant="quiet" size="large" onClick={() => setSentTo(undefined)}>
        Use another email
      </Button>
    </Outcome>
  );
}

function EmailForm({ onSent }: { readonly onSent: (email: string) => void }) {
  const form = useForm<EmailValues>({ resolver: zodResolver(emailSchema) });
  const { errors, isSubmitting } = form.formState;
  const hydrated = useHydrated();
  const submit = form.handleSubmit(async ({ email }) => {
    try {
      await call(requestPasswordReset({ body: { email } }));
      onSent(email);
    } catch (error) {
      showFormFailure(form, ['email'], error, 'send the link');
    }
  });
  return (
    <>
      <FormHeading
        title="Forgot your password?"
        text="Enter the email of your account. We send you a link to choose a new password."
      />
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <EmailField error={errors.email?.message} register={() => form.register('email')} />
        <Button type="submit" busy={isSubmitting} disabled={!hydrated} size="large">
          Send the link
        </Button>
      </form>
      <p className="text-muted">
        Remember your password?{' '}
        <Link href="/login" className="font-medium text-accent underline-offset-4 hover:underline">
          Sign in
        </Link>
      </p>
    </>
  );
}
