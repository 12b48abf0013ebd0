'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { MailCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { requestPasswordReset } from '@/lib/api/generated/sdk.gen';
import { type Address, addressSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button, buttonClass } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { showFailure } from '../../../lib/forms/show-failure';
import { FormHeading } from './form-heading';
import { Outcome } from './outcome';

/** Asks for a link by mail. The answer is the same whether or not there is such an account. */
export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo === undefined) return <AddressForm onSent={setSentTo} />;
  return (
    <Outcome
      focused
      icon={MailCheck}
      title="Check your email"
      text={
        <>
          If <strong className="font-medium text-ink">{sentTo}</strong> belongs to an account, a link to choose a new
          password is on its way there. It works once, and not for long.
        </>
      }
    >
      <Link href="/login" className={buttonClass('primary', 'large')}>
        Back to sign in
      </Link>
      <Button variant="quiet" size="large" onClick={() => setSentTo(undefined)}>
        Use another address
      </Button>
    </Outcome>
  );
}

function AddressForm({ onSent }: { readonly onSent: (address: string) => void }) {
  const form = useForm<Address>({ resolver: zodResolver(addressSchema) });
  const { errors, isSubmitting } = form.formState;
  const hydrated = useHydrated();
  const submit = form.handleSubmit(async ({ email }) => {
    try {
      await call(requestPasswordReset({ body: { email } }));
      onSent(email);
    } catch (error) {
      showFailure(form, ['email'], error, 'send the link');
    }
  });
  return (
    <>
      <FormHeading
        title="Forgot your password?"
        text="Tell us your address, and we email you a link to choose a new one."
      />
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <Field id="email" label="Email" error={errors.email?.message}>
          {(parts) => (
            <input
              {...form.register('email')}
              {...parts}
              type="email"
              autoComplete="email"
              spellCheck={false}
              className="field h-11"
            />
          )}
        </Field>
        <Button type="submit" busy={isSubmitting} disabled={!hydrated} size="large">
          Send the link
        </Button>
      </form>
      <p className="text-muted">
        Remembered it?{' '}
        <Link href="/login" className="font-medium text-accent underline-offset-4 hover:underline">
          Sign in
        </Link>
      </p>
    </>
  );
}
