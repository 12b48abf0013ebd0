import { ApiFailure } from '@/lib/api/failure';
import { failureText } from '@/lib/api/failure-text';

export interface FormProblem {
  /** The title. */
  readonly type: string;
  /** What to do. */
  readonly message: string;
}

/** Failures whose remedy depends on nothing but their code. */
const known: Readonly<Record<string, FormProblem>> = {
  invalid_credentials: {
    type: 'That did not match',
    message: 'The username or the password is wrong. Check both and try again.',
  },
  second_factor_invalid: {
    type: 'That code did not match',
    message: 'Each code works once, and those of the app for half a minute. Try the next one.',
  },
  passkey_invalid: {
    type: 'That passkey is not known here',
    message: 'It may have been removed from its account. Sign in with your password instead.',
  },
  mail_unavailable: {
    type: 'No email can be sent',
    message: 'This Taskyard has not been set up to send any. Ask the people who run it for help.',
  },
};

/** A failed account action as a form error. */
export function accountFailure(error: unknown, attempt: string): FormProblem {
  const problem = error instanceof ApiFailure ? known[error.code] : undefined;
  if (problem !== undefined) return problem;
  const { title, advice } = failureText(error, attempt);
  return { type: title, message: advice };
}
