import { isSignedOut } from '../api/failure';
import { failureText } from '../api/failure-text';
import { type NotificationAction, notifications } from './notifications';

/**
 * Shows a notification for an action that failed. Shows none when the session ended: the sign-in dialog says so.
 * @param attempt the action in the infinitive, as in "save the task"
 */
export function notifyFailure(error: unknown, attempt: string, action?: NotificationAction): void {
  if (isSignedOut(error)) return;
  const { title, advice } = failureText(error, attempt);
  notifications.add({ tone: 'error', title, advice, ...(action && { action }) });
}
