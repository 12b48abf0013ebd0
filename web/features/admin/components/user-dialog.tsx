'use client';

import { useChangeUser } from '@/features/admin/hooks/use-change-user';
import type { User } from '@/lib/api/generated/types.gen';
import { notifications } from '@/lib/notifications';
import { ConfirmDialog } from '@/ui/confirm-dialog';

type Kind = 'promote' | 'demote' | 'disable' | 'enable' | 'end';

/** Something an admin is about to do to a person. */
export interface UserAct {
  readonly kind: Kind;
  readonly person: User;
}

interface Words {
  readonly title: (name: string) => string;
  readonly text: string;
  readonly action: string;
  readonly attempt: string;
  readonly done: (name: string) => string;
  readonly danger?: boolean;
}

const words: Readonly<Record<Kind, Words>> = {
  promote: {
    title: (name) => `Make ${name} an admin?`,
    text: 'Admins see everybody’s name and address, read the audit log, and can disable anybody. They cannot see tasks.',
    action: 'Make an admin',
    attempt: 'make them an admin',
    done: (name) => `${name} is an admin`,
  },
  demote: {
    title: (name) => `Make ${name} no longer an admin?`,
    text: 'They keep their account and tasks, and lose the pages under Administration.',
    action: 'Make no longer an admin',
    attempt: 'take the role away',
    done: (name) => `${name} is no longer an admin`,
  },
  disable: {
    title: (name) => `Disable ${name}?`,
    text: 'They are signed out and kept out, and their access tokens are refused. Nothing is deleted; you can enable them again.',
    action: 'Disable account',
    attempt: 'disable the account',
    done: (name) => `${name} is disabled`,
    danger: true,
  },
  enable: {
    title: (name) => `Enable ${name}?`,
    text: 'They can sign in again and find everything as they left it.',
    action: 'Enable account',
    attempt: 'enable the account',
    done: (name) => `${name} is enabled`,
  },
  end: {
    title: (name) => `End all sessions of ${name}?`,
    text: 'They are signed out on every device and have to sign in again. Access tokens keep working.',
    action: 'End sessions',
    attempt: 'end the sessions',
    done: (name) => `${name} is signed out everywhere`,
  },
};

interface UserDialogProps {
  readonly act: UserAct | undefined;
  readonly self: boolean;
  readonly onClose: () => void;
}

export function UserDialog({ act, self, onClose }: UserDialogProps) {
  const run = useAct();
  const { title, text, action, attempt, done, danger = false } = words[act?.kind ?? 'promote'];
  const name = act?.person.username ?? '';
  const confirm = async () => {
    if (act === undefined) return;
    await run(act);
    // Whoever steps down has no business here any more.
    if (self) window.location.assign('/dashboard');
    notifications.add({ tone: 'success', title: done(name) });
  };
  return (
    <ConfirmDialog
      open={act !== undefined}
      onClose={onClose}
      title={self ? 'Step down as admin?' : title(name)}
      text={self ? 'You keep your account and tasks. Only another admin can make you one again.' : text}
      action={self ? 'Step down' : action}
      attempt={attempt}
      danger={danger}
      onConfirm={confirm}
    />
  );
}

function useAct() {
  const { change, endSessions } = useChangeUser();
  return ({ kind, person }: UserAct): Promise<unknown> => {
    switch (kind) {
      case 'promote':
        return change({ person, changes: { role: 'admin' } });
      case 'demote':
        return change({ person, changes: { role: 'user' } });
      case 'disable':
        return change({ person, changes: { disabled: true } });
      case 'enable':
        return change({ person, changes: { disabled: false } });
      case 'end':
        return endSessions(person);
    }
  };
}
