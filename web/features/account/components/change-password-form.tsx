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
import { FormAlert } from '@/ui/form-alert';
import { PasswordChangeFields } from '@/ui/password-change-fields';

interface ChangePasswordFormProps {
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
      <PasswordChangeFields username={username} form={form} />
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
