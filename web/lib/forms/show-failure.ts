import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { ApiFailure } from '@/lib/api/failure';
import { accountFailure } from './form-problem';

/** Which field a taken name belongs to, when the API names only the code. */
const takenFields: Readonly<Record<string, string>> = { username_taken: 'username', email_taken: 'email' };

/** Problems of which the API's words at the field ("is wrong") do not say what to do. */
const sentences: Readonly<Record<string, string>> = {
  wrong_password: 'That is not your password',
  wrong_code: 'That code did not match. Wait for the next one, and see that the clock of your phone is right',
};

/**
 * Says what the API refused: at the fields it names, the first of which gets the focus, or above the form when it names
 * none of them.
 * @param attempt the action in the infinitive, as in "create the account"
 */
export function showFailure<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  fields: readonly Path<Values>[],
  error: unknown,
  attempt: string,
): void {
  const messages = messagesOf(error);
  const wrong = fields.filter((field) => messages[field] !== undefined);
  wrong.forEach((field, index) => {
    form.setError(field, { message: messages[field] ?? '' }, { shouldFocus: index === 0 });
  });
  if (wrong.length === 0) form.setError('root', accountFailure(error, attempt));
}

function messagesOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiFailure)) return {};
  const taken = takenFields[error.code];
  const entries = Object.entries({ ...(taken !== undefined && { [taken]: error.message }), ...error.fields });
  const sentence = sentences[error.code];
  return Object.fromEntries(entries.map(([field, message]) => [field, sentence ?? asSentence(message)]));
}

/** The API speaks of fields as in "must be short" or "is taken", to be read after their names. */
function asSentence(message: string): string {
  const sentence = message.startsWith('is ') ? `it ${message}` : message;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
