type Listener = () => void;

export interface Notification {
  readonly id: number;
  readonly tone: 'success' | 'error';
  readonly title: string;
  readonly advice?: string;
  readonly action?: NotificationAction;
}

export interface NotificationAction {
  readonly label: string;
  /** How to do the same without the notification, for users who cannot reach it in time. */
  readonly alternative: string;
  readonly run: () => void;
}

/** More on screen would need the room of the page. */
const maxShown = 2;

let current: readonly Notification[] = [];
let lastId = 0;
const listeners = new Set<Listener>();

function change(next: readonly Notification[]): void {
  current = next;
  for (const listener of listeners) listener();
}

/** The notifications on screen, oldest first. Outside React, because mutations that outlive a component add to them. */
export const notifications = {
  all: (): readonly Notification[] => current,
  add(notification: Omit<Notification, 'id'>): void {
    lastId += 1;
    change([...current, { ...notification, id: lastId }].slice(-maxShown));
  },
  dismiss(id: number): void {
    change(current.filter((notification) => notification.id !== id));
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
