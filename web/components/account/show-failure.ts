import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { ApiFailure } from '@/lib/api/failure';
import { accountFailure } from './account-failure';

/** Which field a problem belongs to, when the API names only its code. */
const fieldOf: Readonly<Record<string, string>> = {
  username_taken: 'username',
  email_taken: 'email',
  wrong_password: 'current_password',
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
  const messages: Record<string, string> = {};
  if (error instanceof ApiFailure) {
    Object.assign(messages, error.fields);
    const field = fieldOf[error.code];
    if (field !== undefined) messages[field] ??= accountFailure(error, attempt).message;
  }
  const wrong = fields.filter((field) => messages[field] !== undefined);
  wrong.forEach((field, index) => {
    form.setError(field, { message: messages[field] ?? '' }, { shouldFocus: index === 0 });
  });
  if (wrong.length === 0) form.setError('root', accountFailure(error, attempt));
}
