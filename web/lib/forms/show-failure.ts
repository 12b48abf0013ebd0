import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { ApiFailure } from '@/lib/api/failure';
import { formProblem } from './form-problem';

/** The field of a value that is taken, for answers that name only the code. */
const takenFields: Readonly<Record<string, string>> = { username_taken: 'username', email_taken: 'email' };

/** Texts for problems where the API's message at the field ("is wrong") does not say what to do. */
const fieldTexts: Readonly<Record<string, string>> = {
  wrong_password: 'This is not your password',
  wrong_code: 'Wrong code. Wait for the next one, and check that the clock of your phone is right',
};

/**
 * Shows a failure at the fields that the API names, and focuses the first of them. Shows it above the form when the API
 * names none of them.
 * @param fields in the order of the form
 * @param attempt the action in the infinitive, as in "create the account"
 */
export function showFormFailure<Values extends FieldValues>(
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
  if (wrong.length === 0) form.setError('root', formProblem(error, attempt));
}

function messagesOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiFailure)) return {};
  const taken = takenFields[error.code];
  const entries = Object.entries({ ...(taken !== undefined && { [taken]: error.message }), ...error.fields });
  const text = fieldTexts[error.code];
  return Object.fromEntries(entries.map(([field, message]) => [field, text ?? asSentence(message)]));
}

/** The API's messages follow the field's name, as in "must be short" or "is taken". */
function asSentence(message: string): string {
  const sentence = message.startsWith('is ') ? `it ${message}` : message;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
