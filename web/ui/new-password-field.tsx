import { password } from '@taskyard/contracts/fields';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from './field';
import { PasswordInput } from './password-input';
import { PasswordStrength } from './password-strength';

interface NewPasswordFieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  /** What is typed so far. */
  readonly typed: string | undefined;
  /** Called while this field renders: the order of these calls decides which of several wrong fields gets the focus. */
  readonly register: () => UseFormRegisterReturn;
}

/** A password to choose, with a hint how to choose a good one, and how hard it is to guess. */
export function NewPasswordField({ id, label, error, typed = '', register }: NewPasswordFieldProps) {
  return (
    <Field
      id={id}
      label={label}
      hint={`At least ${password.minLength} characters. A sentence is easy to remember and hard to guess.`}
      error={error}
    >
      {(attributes) => (
        <>
          <PasswordInput {...register()} {...attributes} autoComplete="new-password" />
          <PasswordStrength password={typed} />
        </>
      )}
    </Field>
  );
}
