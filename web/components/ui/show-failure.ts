import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { ApiFailure } from '@/lib/api/failure';
import { failureText } from '@/lib/api/failure-text';

/** The API describes a field's value ("is wrong"); at the field, a sentence reads better. */
const sentences: Readonly<Record<string, string>> = {
  wrong_password: 'That is not your password',
  wrong_code: 'That code is wrong. Wait for the next one, and check the clock of your device',
  username_taken: 'Somebody else has this username',
  email_taken: 'Another account has this address',
};

/**
 * Says what went wrong where it belongs: at the fields the API names, the first of which gets the focus, else above
 * the form (see FormAlert).
 * @param fields those the form has, in their order on the page
 * @param attempt the action in the infinitive, as in "save the task"
 */
export function showFailure<Values extends FieldValues>(
  { setError }: { readonly setError: UseFormSetError<Values> },
  fields: readonly FieldPath<Values>[],
  error: unknown,
  attempt: string,
): void {
  const messages = error instanceof ApiFailure ? error.fields : {};
  const sentence = error instanceof ApiFailure ? sentences[error.code] : undefined;
  const wrong = fields.filter((field) => messages[field] !== undefined);
  wrong.forEach((field, index) => {
    setError(field, { message: sentence ?? messages[field] ?? '' }, { shouldFocus: index === 0 });
  });
  if (wrong.length > 0) return;
  const { title, advice } = failureText(error, attempt);
  setError('root', { type: title, message: advice });
}
