'use client';

import { memo } from 'react';
import type { Person } from '@/lib/api/generated/types.gen';
import { Mark } from '@/ui/mark';
import { Moment } from '@/ui/moment';
import type { PersonAct } from './person-dialog';
import { PersonMenu } from './person-menu';

interface PersonRowProps {
  readonly person: Person;
  /** Whether it is the admin who is looking. */
  readonly self: boolean;
  readonly onAct: (act: PersonAct) => void;
}

/** One person: name and address, what is out of the ordinary, when they were last here. */
export const PersonRow = memo(function PersonRow({ person, self, onAct }: PersonRowProps) {
  const { username, email, disabled, sessions, last_seen_at } = person;
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
          <PersonMarks person={person} self={self} />
          <p className="pt-1 text-muted text-sm">
            {last_seen_at === null ? (
              'Not signed in'
            ) : (
              <>
                Seen <Moment at={last_seen_at} /> · {sessions === 1 ? '1 session' : `${sessions} sessions`}
              </>
            )}
          </p>
        </div>
      </div>
      <PersonMenu person={person} self={self} onAct={onAct} />
    </li>
  );
});

function PersonMarks({ person, self }: Pick<PersonRowProps, 'person' | 'self'>) {
  const { role, disabled, second_factor, email_verified } = person;
  return (
    <p className="flex flex-wrap gap-1.5 pt-1.5 empty:hidden sm:justify-end sm:pt-0">
      {self && <Mark tone="plain">You</Mark>}
      {role === 'admin' && <Mark tone="accent">Admin</Mark>}
      {second_factor && <Mark tone="cool">Second factor</Mark>}
      {!email_verified && <Mark tone="plain">Not confirmed</Mark>}
      {disabled && <Mark tone="danger">Disabled</Mark>}
    </p>
  );
}
