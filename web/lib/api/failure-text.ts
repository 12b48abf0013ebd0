import { ApiFailure } from './failure';

export interface FailureText {
  readonly title: string;
  /** What the user can do. */
  readonly advice: string;
}

/**
 * The text for a failed action.
 * @param attempt the action in the infinitive, as in "save the task"
 */
export function failureText(error: unknown, attempt: string): FailureText {
  const title = `Could not ${attempt}`;
  if (!(error instanceof ApiFailure)) return { title, advice: 'Reload the page and try again.' };
  if (error.status === 0) {
    return { title, advice: 'There is no connection to Taskyard. Check your network, then try again.' };
  }
  if (error.status === 401) return { title, advice: 'Your session has ended. Sign in again.' };
  if (error.code === 'confirmation_required') {
    return { title, advice: 'It was not confirmed that it is you. Try again and confirm it.' };
  }
  if (error.status === 403) return { title, advice: 'The request was refused. Reload the page and try again.' };
  if (error.status === 404) {
    return { title, advice: 'It no longer exists. It may have been deleted in another tab.' };
  }
  if (error.status === 429) return { title, advice: `Too many requests. Try again ${inTime(error.retryAfter)}.` };
  if (error.status === 422 || error.status === 413 || error.status === 409) {
    return { title, advice: Object.values(error.fields)[0] ?? error.message };
  }
  const reference = error.reference === undefined ? '' : ` Reference: ${error.reference}`;
  return { title, advice: `Something went wrong on our side. Try again in a moment.${reference}` };
}

function inTime(seconds = 60): string {
  if (seconds <= 90) return `in ${seconds === 1 ? 'a second' : `${seconds} seconds`}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90 ? `in ${minutes} minutes` : `in ${Math.ceil(minutes / 60)} hours`;
}
