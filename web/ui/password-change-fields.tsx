import type { UseFormReturn } from 'react-hook-form';
import type { PasswordChange } from '@/lib/session/account-schema';
import { Field } from './field';
import { NewPasswordField } from './new-password-field';
import { PasswordInput } from './password-input';

interface PasswordChangeFieldsProps {
  /** For password managers, which store passwords by username. */
  readonly username: string;
  readonly form: UseFormReturn<PasswordChange>;
}

/** The fields of a form that changes the password. */
export function PasswordChangeFields({ username, form }: PasswordChangeFieldsProps) {
  const { errors } = form.formState;
  return (
    <>
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
        typed={form.watch('new_password')}
        register={() => form.register('new_password')}
      />
    </>
  );
}
