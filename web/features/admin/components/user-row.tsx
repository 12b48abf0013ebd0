'use client';

import { memo } from 'react';
import type { User } from '@/lib/api/generated/types.gen';
import { Badge } from '@/ui/badge';
import { RelativeTime } from '@/ui/relative-time';
import type { UserAction } from './user-dialog';
import { UserMenu } from './user-menu';

interface UserRowProps {
  readonly user: User;
  /** Whether this is the signed-in admin. */
  readonly self: boolean;
  readonly onAction: (action: UserAction) => void;
}

/** One user: username and email, state, and the time of the last request. */
export const UserRow = memo(function UserRow({ user, self, onAction }: UserRowProps) {
  const { username, email, disabled, sessions, last_seen_at } = user;
  return (
    <li className="lazy-row flex items-center gap-3.5 py-3 pr-2 pl-4 sm:pl-5">
      <span
        aria-hidden="true"
        className="inline-grid size-9 shrink-0 place-items-center self-start rounded-full bg-sunken font-semibold text-muted text-sm uppercase max-sm:hidden sm:mt-1"
      >
        {username.slice(0, 2)}
      </span>
      <div className="min-w-0 flex-1 items-center gap-6 sm:flex sm:justify-between">
        <div className="min-w-0 sm:flex-1">
          <p className={disabled ? 'wrap-anywhere font-medium text-muted' : 'wrap-anywhere font-medium'}>{username}</p>
          <p className="wrap-anywhere text-muted text-sm">{email}</p>
        </div>
        <div className="sm:max-w-[60%] sm:text-right">
          <UserBadges user={user} self={self} />
          <p className="pt-1 text-muted text-sm">
            {last_seen_at === null ? (
              'Not signed in'
            ) : (
              <>
                Last seen <RelativeTime at={last_seen_at} /> · {sessions === 1 ? '1 session' : `${sessions} sessions`}
              </>
            )}
          </p>
        </div>
      </div>
      <UserMenu user={user} self={self} onAction={onAction} />
    </li>
  );
});

function UserBadges({ user, self }: Pick<UserRowProps, 'user' | 'self'>) {
  const { role, disabled, second_factor, email_verified } = user;
  return (
    <p className="flex flex-wrap gap-1.5 pt-1.5 empty:hidden sm:justify-end sm:pt-0">
      {self && <Badge tone="plain">You</Badge>}
      {role === 'admin' && <Badge tone="accent">Admin</Badge>}
      {second_factor && <Badge tone="cool">Two-step verification</Badge>}
      {!email_verified && <Badge tone="plain">Email not verified</Badge>}
      {disabled && <Badge tone="danger">Disabled</Badge>}
    </p>
  );
}
