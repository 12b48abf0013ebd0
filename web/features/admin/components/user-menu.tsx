'use client';

import { Ban, CircleCheck, Ellipsis, KeyRound, LogOut, ScrollText, ShieldMinus, ShieldPlus } from 'lucide-react';
import Link from 'next/link';
import type { User } from '@/lib/api/generated/types.gen';
import { Menu, MenuItem, MenuSeparator } from '@/ui/menu';
import { auditPath } from '../audit-path';
import type { UserAction } from './user-dialog';

interface UserMenuProps {
  readonly user: User;
  readonly self: boolean;
  readonly onAction: (action: UserAction) => void;
}

/** The actions for a user. Admins can only step down themselves: the settings offer the rest. */
export function UserMenu({ user, self, onAction }: UserMenuProps) {
  const { username, role, disabled, sessions, second_factor } = user;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${username}`}
          className="target inline-grid size-9 shrink-0 place-items-center self-start rounded-lg text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken sm:self-center"
        >
          <Ellipsis aria-hidden="true" className="size-5" />
        </button>
      }
    >
      <MenuItem asChild>
        <Link href={auditPath(user.id)} prefetch={false}>
          <ScrollText aria-hidden="true" />
          Audit log
        </Link>
      </MenuItem>
      <MenuSeparator />
      {role === 'admin' ? (
        <MenuItem onSelect={() => onAction({ kind: 'demote', user })}>
          <ShieldMinus aria-hidden="true" />
          {self ? 'Step down as admin' : 'Remove as admin'}
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => onAction({ kind: 'promote', user })}>
          <ShieldPlus aria-hidden="true" />
          Make admin
        </MenuItem>
      )}
      {!self && sessions > 0 && (
        <MenuItem onSelect={() => onAction({ kind: 'end-sessions', user })}>
          <LogOut aria-hidden="true" />
          End sessions
        </MenuItem>
      )}
      {!self && second_factor && (
        <MenuItem onSelect={() => onAction({ kind: 'reset-second-factor', user })}>
          <KeyRound aria-hidden="true" />
          Reset two-step verification
        </MenuItem>
      )}
      {!self && <MenuSeparator />}
      {!self &&
        (disabled ? (
          <MenuItem onSelect={() => onAction({ kind: 'enable', user })}>
            <CircleCheck aria-hidden="true" />
            Enable account
          </MenuItem>
        ) : (
          <MenuItem danger onSelect={() => onAction({ kind: 'disable', user })}>
            <Ban aria-hidden="true" />
            Disable account
          </MenuItem>
        ))}
    </Menu>
  );
}
