import type { ComponentProps } from 'react';
import { Field } from '@/components/ui/field';
import { PasswordInput } from './password-input';

interface NewPasswordFieldProps extends Omit<ComponentProps<typeof PasswordInput>, 'autoComplete'> {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
}

/** Where a password is chosen; the hint says how to choose a good one. */
export function NewPasswordField({ id, label, error, ...input }: NewPasswordFieldProps) {
  return (
    <Field
      id={id}
      label={label}
      hint="At least 8 characters. A sentence is easy to remember and hard to guess."
      error={error}
    >
      {(parts) => <PasswordInput {...input} {...parts} autoComplete="new-password" />}
    </Field>
  );
}
