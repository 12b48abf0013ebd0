'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import type { Route } from 'next';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { changePassword } from '@/lib/api/generated/sdk.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { type PasswordChange, passwordChangeSchema } from '@/lib/session/account-schema';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { NewPasswordField } from '@/ui/new-password-field';
import { PasswordInput } from '@/ui/password-input';

interface ChangePasswordFormProps {
  /** For password managers, which store passwords by username. */
  readonly username: string;
  readonly destination: Route;
}

export function ChangePasswordForm({ username, destination }: ChangePasswordFormProps) {
  const form = useForm<PasswordChange>({ resolver: zodResolver(passwordChangeSchema) });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const hydrated = useHydrated();

  const submit = form.handleSubmit(async (passwords) => {
    try {
      await call(changePassword({ body: passwords }));
    } catch (error) {
      showFormFailure(form, ['current_password', 'new_password'], error, 'change the password');
      return;
    }
    window.location.assign(destination);
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <input type="hidden" name="username" value={username} autoComplete="username" />
      <Field id="current-password" label="Current password" error={errors.current_password?.message}>
        {(attributes) => (
          <PasswordInput {...form.register('current_password')} {...attributes} autoComplete="current-password" />
        )}
      </Field>
      <NewPasswordField
        id="new-password"
        label="New password"
        error={errors.new_password?.message}
        register={() => form.register('new_password')}
      />
      <Button
        type="submit"
        busy={isSubmitting || (isSubmitSuccessful && Object.keys(errors).length === 0)}
        disabled={!hydrated}
        size="large"
      >
        Change password
      </Button>
    </form>
  );
}
