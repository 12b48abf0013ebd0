import { ApiFailure } from '@/lib/api/failure';
import { failureText } from '@/lib/api/failure-text';

/** A failed account action as a form error: `type` holds the title, `message` what to do. */
export function accountFailure(error: unknown, attempt: string): { type: string; message: string } {
  if (error instanceof ApiFailure && error.code === 'invalid_credentials') {
    return { type: 'That did not match', message: 'The username or the password is wrong. Check both and try again.' };
  }
  const { title, advice } = failureText(error, attempt);
  return { type: title, message: advice };
}
