'use client';

import type { User } from '@/lib/api/generated/types.gen';
import { notifications } from '@/lib/notifications/notifications';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { useChangeUser } from '../hooks/use-change-user';

type Kind = 'promote' | 'demote' | 'disable' | 'enable' | 'end-sessions' | 'reset-second-factor';

/** An action of an admin that waits for confirmation. */
export interface UserAction {
  readonly kind: Kind;
  readonly user: User;
}

interface ActionTexts {
  readonly title: (username: string) => string;
  readonly text: string;
  readonly action: string;
  readonly attempt: string;
  readonly done: (username: string) => string;
  readonly danger?: boolean;
}

const actionTexts: Readonly<Record<Kind, ActionTexts>> = {
  promote: {
    title: (username) => `Make ${username} an admin?`,
    text: 'Admins see the username and email of every user, read the audit log, and can disable users. They cannot see tasks.',
    action: 'Make admin',
    attempt: 'make the user an admin',
    done: (username) => `${username} is an admin`,
  },
  demote: {
    title: (username) => `Remove ${username} as admin?`,
    text: 'The user keeps the account and tasks, and loses access to the pages under Administration.',
    action: 'Remove as admin',
    attempt: 'remove the admin role',
    done: (username) => `${username} is no longer an admin`,
  },
  disable: {
    title: (username) => `Disable ${username}?`,
    text: 'The user is signed out and cannot sign in, and access tokens of the account stop working. Nothing is deleted. You can enable the account again.',
    action: 'Disable account',
    attempt: 'disable the account',
    done: (username) => `${username} is disabled`,
    danger: true,
  },
  enable: {
    title: (username) => `Enable ${username}?`,
    text: 'The user can sign in again. All data is still there.',
    action: 'Enable account',
    attempt: 'enable the account',
    done: (username) => `${username} is enabled`,
  },
  'end-sessions': {
    title: (username) => `End all sessions of ${username}?`,
    text: 'The user is signed out on all devices and has to sign in again. Access tokens keep working.',
    action: 'End sessions',
    attempt: 'end the sessions',
    done: (username) => `${username} is signed out on all devices`,
  },
  'reset-second-factor': {
    title: (username) => `Reset two-step verification of ${username}?`,
    text: 'For a user who lost the app and the recovery codes. Make sure that it is really the user who asks. The password alone is enough to sign in then. The user is told by email.',
    action: 'Reset',
    attempt: 'reset two-step verification',
    done: (username) => `${username} can sign in with the password alone`,
    danger: true,
  },
};

interface UserDialogProps {
  /** The dialog is open while this is defined. */
  readonly action: UserAction | undefined;
  /** Whether the admin is the user of the action. */
  readonly self: boolean;
  readonly onClose: () => void;
}

export function UserDialog({ action: userAction, self, onClose }: UserDialogProps) {
  const run = useRunAction();
  const { title, text, action, attempt, done, danger = false } = actionTexts[userAction?.kind ?? 'promote'];
  const username = userAction?.user.username ?? '';
  const confirm = async () => {
    if (userAction === undefined) return;
    await run(userAction);
    // Without the admin role this page no longer exists for the user.
    if (self) window.location.assign('/dashboard');
    notifications.add({ tone: 'success', title: done(username) });
  };
  return (
    <ConfirmDialog
      open={userAction !== undefined}
      onClose={onClose}
      title={self ? 'Step down as admin?' : title(username)}
      text={self ? 'You keep your account and tasks. Only another admin can make you an admin again.' : text}
      action={self ? 'Step down' : action}
      attempt={attempt}
      danger={danger}
      onConfirm={confirm}
    />
  );
}

function useRunAction() {
  const { change, endSessions, resetSecondFactor } = useChangeUser();
  return ({ kind, user }: UserAction): Promise<unknown> => {
    switch (kind) {
      case 'promote':
        return change({ user, changes: { role: 'admin' } });
      case 'demote':
        return change({ user, changes: { role: 'user' } });
      case 'disable':
        return change({ user, changes: { disabled: true } });
      case 'enable':
        return change({ user, changes: { disabled: false } });
      case 'end-sessions':
        return endSessions(user);
      case 'reset-second-factor':
        return resetSecondFactor(user);
    }
  };
}
