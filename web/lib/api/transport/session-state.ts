type Listener = () => void;

let expired = false;
let signIns = 0;
const listeners = new Set<Listener>();

/** Whether the session ended while the page was open. Outside React, because API calls set it. */
export const sessionState = {
  isExpired: (): boolean => expired,
  /** How often the user signed in again on this page. */
  signIns: (): number => signIns,
  set(value: boolean): void {
    if (expired === value) return;
    expired = value;
    if (!value) signIns += 1;
    for (const listener of listeners) listener();
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
