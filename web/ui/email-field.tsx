import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from './field';

interface EmailFieldProps {
  readonly error: string | undefined;
  readonly defaultValue?: string;
  readonly readOnly?: boolean;
  /** Called while this field renders: the order of these calls decides which of several wrong fields gets the focus. */
  readonly register: () => UseFormRegisterReturn;
}

/** The email of an account. */
export function EmailField({ error, defaultValue, readOnly, register }: EmailFieldProps) {
  return (
    <Field id="email" label="Email" error={error}>
      {(attributes) => (
        <input
          {...register()}
          {...attributes}
          defaultValue={defaultValue}
          readOnly={readOnly}
          type="email"
          autoComplete="email"
          spellCheck={false}
          className="field h-11"
        />
      )}
    </Field>
  );
}
