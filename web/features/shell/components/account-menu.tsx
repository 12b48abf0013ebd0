'use client';

import { Keyboard, LogOut, Monitor, Moon, Settings, Sun, Users } from 'lucide-react';
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
          className="inline-grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-sm uppercase hover:brightness-95"
        >
          {user.username.slice(0, 2)}
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
      {/* Full page loads: on the way back the router would show an outdated task list from its cache. */}
      <MenuItem asChild>
        <a href="/settings">
          <Settings aria-hidden="true" />
          Settings
        </a>
      </MenuItem>
      {user.role === 'admin' && (
        <MenuItem asChild>
          <a href="/admin">
            <Users aria-hidden="true" />
            Users
          </a>
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
