'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import type { Route } from 'next';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { register, signIn } from '@/lib/api/generated/sdk.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { type Registration, registrationSchema } from '@/lib/session/account-schema';
import { loginPath } from '@/lib/session/safe-next';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { EmailField } from '@/ui/email-field';
import { FormAlert } from '@/ui/form-alert';
import { NewPasswordField } from '@/ui/new-password-field';
import { UsernameField } from '@/ui/username-field';

interface RegisterFormProps {
  readonly destination: Route;
}

export function RegisterForm({ destination }: RegisterFormProps) {
  // No default values: they would clear what was typed or filled in before hydration.
  const form = useForm<Registration>({ resolver: zodResolver(registrationSchema) });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const hydrated = useHydrated();

  const submit = form.handleSubmit(async (registration) => {
    try {
      await call(register({ body: registration }));
    } catch (error) {
      showFormFailure(form, ['username', 'email', 'password'], error, 'create the account');
      return;
    }
    const { username, password } = registration;
    // The account exists now. When signing in fails, registering again would only say that the username is taken.
    const signedIn = await call(signIn({ body: { username, password } })).then(Boolean, () => false);
    window.location.assign(signedIn ? destination : loginPath(destination));
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <UsernameField error={errors.username?.message} register={() => form.register('username')} />
      <EmailField error={errors.email?.message} register={() => form.register('email')} />
      <NewPasswordField
        id="password"
        label="Password"
        error={errors.password?.message}
        typed={form.watch('password')}
        register={() => form.register('password')}
      />
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
