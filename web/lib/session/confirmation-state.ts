import { ApiFailure } from '../api/failure';

type Listener = () => void;

let answer: ((confirmed: boolean) => void) | undefined;
const listeners = new Set<Listener>();

function set(next: typeof answer): void {
  answer = next;
  for (const listener of listeners) listener();
}

/** Whether the page asks the user to confirm the session. Outside React, because API calls ask for it. */
export const confirmationState = {
  isOpen: (): boolean => answer !== undefined,
  /** @returns whether the user confirmed. A question that was still open counts as not confirmed. */
  ask(): Promise<boolean> {
    answer?.(false);
    return new Promise((resolve) => set(resolve));
  },
  settle(confirmed: boolean): void {
    answer?.(confirmed);
    set(undefined);
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/**
 * Runs a request that needs a session which was confirmed a short time ago. If it was not, the user is asked, and the
 * request runs again.
 */
export async function withConfirmation<Result>(request: () => Promise<Result>): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    const isNeeded = error instanceof ApiFailure && error.code === 'confirmation_required';
    if (!isNeeded || !(await confirmationState.ask())) throw error;
    return request();
  }
}
