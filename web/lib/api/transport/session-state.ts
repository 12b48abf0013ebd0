type Listener = () => void;

let expired = false;
const listeners = new Set<Listener>();

/** Whether the session ended while the page was open. Outside React, because API calls set it. */
export const sessionState = {
  isExpired: (): boolean => expired,
  set(value: boolean): void {
    if (expired === value) return;
    expired = value;
    for (const listener of listeners) listener();
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
