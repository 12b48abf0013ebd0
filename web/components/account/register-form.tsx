'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import type { Route } from 'next';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { register, signIn } from '@/lib/api/generated/sdk.gen';
import { type Registration, registrationSchema } from '@/lib/session/account-schema';
import { loginPath } from '@/lib/session/safe-next';
import { useHydrated } from '@/lib/use-hydrated';
import { accountFailure } from './account-failure';
import { PasswordInput } from './password-input';

const fields = ['username', 'email', 'password'] as const;

/** Which field a taken name belongs to, when the API names only the code. */
const takenFields: Readonly<Record<string, (typeof fields)[number]>> = {
  username_taken: 'username',
  email_taken: 'email',
};

interface RegisterFormProps {
  readonly destination: Route;
}

export function RegisterForm({ destination }: RegisterFormProps) {
  // No default values: what was typed or filled in before the page came alive stays.
  const form = useForm<Registration>({ resolver: zodResolver(registrationSchema) });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const hydrated = useHydrated();

  const showFailure = (error: unknown) => {
    if (!(error instanceof ApiFailure)) return form.setError('root', accountFailure(error, 'create the account'));
    const messages: Record<string, string> = { ...error.fields };
    const taken = takenFields[error.code];
    if (taken !== undefined) messages[taken] ??= error.message;
    const wrong = fields.filter((field) => messages[field] !== undefined);
    wrong.forEach((field, index) => {
      form.setError(field, { message: messages[field] ?? '' }, { shouldFocus: index === 0 });
    });
    if (wrong.length === 0) form.setError('root', accountFailure(error, 'create the account'));
  };

  const submit = form.handleSubmit(async (registration) => {
    try {
      await call(register({ body: registration }));
    } catch (error) {
      showFailure(error);
      return;
    }
    const { username, password } = registration;
    // The account is there now: when signing in fails, another registration would only say that the name is taken.
    const signedIn = await call(signIn({ body: { username, password } })).then(Boolean, () => false);
    window.location.assign(signedIn ? destination : loginPath(destination));
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <Field id="username" label="Username" error={errors.username?.message}>
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
      <Field
        id="password"
        label="Password"
        hint="At least 8 characters. A sentence is easy to remember and hard to guess."
        error={errors.password?.message}
      >
        {(parts) => <PasswordInput {...form.register('password')} {...parts} autoComplete="new-password" />}
      </Field>
      <Button
        type="submit"
        busy={isSubmitting || (isSubmitSuccessful && Object.keys(errors).length === 0)}
        disabled={!hydrated}
        size="large"
      >
        Create account
      </Button>
    </form>
  );
}
