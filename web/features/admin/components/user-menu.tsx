'use client';

import { Ban, CircleCheck, Ellipsis, LogOut, ScrollText, ShieldMinus, ShieldPlus } from 'lucide-react';
import Link from 'next/link';
import { auditPath } from '@/features/admin/audit-path';
import type { User } from '@/lib/api/generated/types.gen';
import { Menu, MenuItem, MenuSeparator } from '@/ui/menu';
import type { UserAct } from './user-dialog';

interface UserMenuProps {
  readonly person: User;
  readonly self: boolean;
  readonly onAct: (act: UserAct) => void;
}

/** What can be done to a person. To oneself only what the settings do not offer: stepping down. */
export function UserMenu({ person, self, onAct }: UserMenuProps) {
  const { username, role, disabled, sessions } = person;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${username}`}
          className="inline-grid size-9 shrink-0 place-items-center self-start rounded-lg text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken sm:self-center"
        >
          <Ellipsis aria-hidden="true" className="size-5" />
        </button>
      }
    >
      <MenuItem asChild>
        <Link href={auditPath(person.id)} prefetch={false}>
          <ScrollText aria-hidden="true" />
          Audit log
        </Link>
      </MenuItem>
      <MenuSeparator />
      {role === 'admin' ? (
        <MenuItem onSelect={() => onAct({ kind: 'demote', person })}>
          <ShieldMinus aria-hidden="true" />
          {self ? 'Step down as admin' : 'Make no longer an admin'}
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => onAct({ kind: 'promote', person })}>
          <ShieldPlus aria-hidden="true" />
          Make an admin
        </MenuItem>
      )}
      {!self && sessions > 0 && (
        <MenuItem onSelect={() => onAct({ kind: 'end', person })}>
          <LogOut aria-hidden="true" />
          End sessions
        </MenuItem>
      )}
      {!self && <MenuSeparator />}
      {!self &&
        (disabled ? (
          <MenuItem onSelect={() => onAct({ kind: 'enable', person })}>
            <CircleCheck aria-hidden="true" />
            Enable account
          </MenuItem>
        ) : (
          <MenuItem danger onSelect={() => onAct({ kind: 'disable', person })}>
            <Ban aria-hidden="true" />
            Disable account
          </MenuItem>
        ))}
    </Menu>
  );
}
