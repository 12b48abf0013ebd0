import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from '@/ui/field';
import { PasswordInput } from './password-input';

interface NewPasswordFieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  /** Called when the field's turn comes: the first of several wrong fields, in the order of these calls, has the focus. */
  readonly register: () => UseFormRegisterReturn;
}

/** Where a password is chosen; the hint says how to choose a good one. */
export function NewPasswordField({ id, label, error, register }: NewPasswordFieldProps) {
  return (
    <Field
      id={id}
      label={label}
      hint="At least 8 characters. A sentence is easy to remember and hard to guess."
      error={error}
    >
      {(parts) => <PasswordInput {...register()} {...parts} autoComplete="new-password" />}
    </Field>
  );
}
