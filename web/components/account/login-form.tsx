'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import type { Route } from 'next';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { call } from '@/lib/api/call';
import { signIn } from '@/lib/api/generated/sdk.gen';
import { type Credentials, credentialsSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { accountFailure } from './account-failure';
import { PasswordInput } from './password-input';

interface LoginFormProps {
  readonly destination: Route;
}

export function LoginForm({ destination }: LoginFormProps) {
  // No default values: what was typed or filled in before the page came alive stays.
  const form = useForm<Credentials>({ resolver: zodResolver(credentialsSchema) });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const hydrated = useHydrated();

  const submit = form.handleSubmit(async (credentials) => {
    try {
      await call(signIn({ body: credentials }));
    } catch (error) {
      form.setValue('password', '');
      form.setError('root', accountFailure(error, 'sign in'));
      form.setFocus('password');
      return;
    }
    // A full load, so that nothing of an earlier session stays in memory.
    window.location.assign(destination);
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <Field id="username" label="Username or email" error={errors.username?.message}>
        {(parts) => (
          <input
            {...form.register('username')}
            {...parts}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            className="field h-11"
          />
        )}
      </Field>
      <Field id="password" label="Password" error={errors.password?.message}>
        {(parts) => <PasswordInput {...form.register('password')} {...parts} autoComplete="current-password" />}
      </Field>
      <Button
        type="submit"
        busy={isSubmitting || (isSubmitSuccessful && !errors.root)}
        disabled={!hydrated}
        size="large"
      >
        Sign in
      </Button>
    </form>
  );
}
