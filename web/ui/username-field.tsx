import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from './field';

interface UsernameFieldProps {
  /** Default: "Username". */
  readonly label?: string;
  readonly error: string | undefined;
  readonly defaultValue?: string;
  readonly readOnly?: boolean;
  /** Called while this field renders: the order of these calls decides which of several wrong fields gets the focus. */
  readonly register: () => UseFormRegisterReturn;
}

/** A username, new or existing. */
export function UsernameField({ label = 'Username', error, defaultValue, readOnly, register }: UsernameFieldProps) {
  return (
    <Field id="username" label={label} error={error}>
      {(attributes) => (
        <input
          {...register()}
          {...attributes}
          defaultValue={defaultValue}
          readOnly={readOnly}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          className="field h-11"
        />
      )}
    </Field>
  );
}
