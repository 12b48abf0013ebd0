'use client';

import { Keyboard, LogOut, Monitor, Moon, Settings, Sun, UserRound, Users } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { Account } from '@/lib/api/generated/types.gen';
import { useKeyHints } from '@/lib/key-hints';
import { notifyFailure } from '@/lib/notifications/notify-failure';
import { signOut } from '@/lib/session/sign-out';
import { applyTheme, type Theme } from '@/lib/theme';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/ui/menu';

const themeOptions = [
  {
    value: 'system',
    label: (
      <>
        <Monitor aria-hidden="true" />
        System
      </>
    ),
  },
  {
    value: 'light',
    label: (
      <>
        <Sun aria-hidden="true" />
        Light
      </>
    ),
  },
  {
    value: 'dark',
    label: (
      <>
        <Moon aria-hidden="true" />
        Dark
      </>
    ),
  },
] as const;

const handleSignOut = () => signOut().catch((error: unknown) => notifyFailure(error, 'sign out'));

interface AccountMenuProps {
  readonly user: Account;
  readonly theme: Theme;
  /** Left out on pages without shortcuts. */
  readonly onShowShortcuts?: () => void;
}

export function AccountMenu({ user, theme, onShowShortcuts }: AccountMenuProps) {
  const keyHints = useKeyHints();
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme) => {
    applyTheme(next);
    setChosen(next);
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Account of ${user.username}`}
          className="target inline-grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-accent hover:brightness-95"
        >
          <UserRound aria-hidden="true" className="size-5" />
        </button>
      }
    >
      <div className="max-w-64 px-2.5 pt-1.5 pb-2">
        <p className="truncate font-medium text-sm">{user.username}</p>
        <p className="truncate text-muted text-xs">{user.email}</p>
      </div>
      <MenuSeparator />
      <MenuChoice label="Theme" value={chosen} options={themeOptions} onChange={choose} />
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/settings" prefetch={false}>
          <Settings aria-hidden="true" />
          Settings
        </Link>
      </MenuItem>
      {user.role === 'admin' && (
        <MenuItem asChild>
          <Link href="/admin" prefetch={false}>
            <Users aria-hidden="true" />
            Users
          </Link>
        </MenuItem>
      )}
      {onShowShortcuts && keyHints && (
        <MenuItem onSelect={onShowShortcuts}>
          <Keyboard aria-hidden="true" />
          Keyboard shortcuts
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem onSelect={handleSignOut}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
