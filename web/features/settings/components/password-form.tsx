'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { type ReactNode, useId } from 'react';
import { useForm } from 'react-hook-form';
import { showFormFailure } from '@/lib/forms/show-failure';
import { type PasswordConfirmation, passwordConfirmationSchema } from '@/lib/session/account-schema';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { PasswordInput } from '@/ui/password-input';

interface PasswordFormProps {
  /** Label of the submit button. */
  readonly action: string;
  /** The action in the infinitive, for messages. */
  readonly attempt: string;
  readonly danger?: boolean;
  readonly onSubmit: (password: string) => Promise<unknown>;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

/** Asks for the password again, before an action that must not be possible at an unattended computer. */
export function PasswordForm({ action, attempt, danger = false, onSubmit, onCancel, children }: PasswordFormProps) {
  const id = useId();
  const form = useForm<PasswordConfirmation>({
    resolver: zodResolver(passwordConfirmationSchema),
    defaultValues: { password: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(({ password }) =>
    onSubmit(password).catch((error: unknown) => showFormFailure(form, ['password'], error, attempt)),
  );
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      {children}
      <Field id={id} label="Your password" error={errors.password?.message}>
        {(attributes) => (
          <PasswordInput
            {...form.register('password')}
            {...attributes}
            data-autofocus
            autoComplete="current-password"
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={isSubmitting}>
          {action}
        </Button>
      </div>
    </form>
  );
}
