'use client';

import type { Route } from 'next';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { useHydrated } from '@/lib/use-hydrated';
import { PasswordInput } from './password-input';
import { useSignIn } from './use-sign-in';

interface LoginFormProps {
  readonly destination: Route;
}

export function LoginForm({ destination }: LoginFormProps) {
  // No default values: what was typed or filled in before the page came alive stays. And a full load afterwards, so that
  // nothing of an earlier session stays in memory.
  const { form, submit } = useSignIn(() => window.location.assign(destination));
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const hydrated = useHydrated();

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
