import { ApiFailure } from '@/lib/api/failure';
import { failureText } from '@/lib/api/failure-text';

/** A form's root error in the shape of react-hook-form. */
export interface FormProblem {
  /** The title. */
  readonly type: string;
  /** What to do. */
  readonly message: string;
}

/** Problem codes whose advice does not depend on the action. */
const knownProblems: Readonly<Record<string, FormProblem>> = {
  invalid_credentials: {
    type: 'Wrong username, email or password',
    message: 'Check them and try again.',
  },
  second_factor_invalid: {
    type: 'Wrong code',
    message: 'Each code works once, and a code from the app is valid for 30 seconds. Enter the next one.',
  },
  passkey_invalid: {
    type: 'Unknown passkey',
    message: 'It may have been removed from the account. Sign in with your password instead.',
  },
  email_not_verified: {
    type: 'Your email is not verified',
    message: 'Open the link that we mailed you first. You can ask for a new one on your profile page.',
  },
  mail_unavailable: {
    type: 'Could not send the email',
    message: 'This site is not set up to send email. Ask its operator for help.',
  },
};

/**
 * A failed action as a form error.
 * @param attempt the action in the infinitive, as in "create the account"
 */
export function formProblem(error: unknown, attempt: string): FormProblem {
  const problem = error instanceof ApiFailure ? knownProblems[error.code] : undefined;
  if (problem !== undefined) return problem;
  const { title, advice } = failureText(error, attempt);
  return { type: title, message: advice };
}
