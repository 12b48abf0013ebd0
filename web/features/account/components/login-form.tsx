'use client';

import Link from 'next/link';
import type { UseFormReturn } from 'react-hook-form';
import type { Credentials } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { PasswordInput } from '@/ui/password-input';
import { UsernameField } from '@/ui/username-field';

interface LoginFormProps {
  readonly form: UseFormReturn<Credentials>;
  readonly onSubmit: () => Promise<void>;
}

export function LoginForm({ form, onSubmit }: LoginFormProps) {
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const hydrated = useHydrated();

  return (
    <form method="post" onSubmit={onSubmit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <UsernameField
        label="Username or email"
        error={errors.username?.message}
        register={() => form.register('username')}
      />
      <div className="grid gap-2">
        <Field id="password" label="Password" error={errors.password?.message}>
          {(attributes) => (
            <PasswordInput {...form.register('password')} {...attributes} autoComplete="current-password" />
          )}
        </Field>
        <Link
          href="/forgot-password"
          className="min-h-6 justify-self-start font-medium text-accent text-sm underline-offset-4 hover:underline"
        >
          Forgot your password?
        </Link>
      </div>
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
