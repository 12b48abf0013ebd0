'use client';

import type { Passkey } from '@/lib/api/generated/types.gen';

interface PasskeyChoicesProps {
  readonly passkeys: readonly Passkey[];
  /** The ids of the passkeys to remove. */
  readonly removed: ReadonlySet<number>;
  readonly onChange: (removed: ReadonlySet<number>) => void;
}

/** Offers to remove passkeys with a password change: they sign in without the password. */
export function PasskeyChoices({ passkeys, removed, onChange }: PasskeyChoicesProps) {
  if (passkeys.length === 0) return null;
  const toggle = (id: number) => {
    const next = new Set(removed);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className="grid gap-2.5">
      <legend className="pb-1.5 font-medium text-sm">Remove passkeys</legend>
      <p className="-mt-1 text-muted text-xs">
        Your passkeys still sign in after the change. Remove each one that is not on a device of yours.
      </p>
      {passkeys.map(({ id, name }) => (
        <label key={id} className="flex items-start gap-2.5">
          <input
            type="checkbox"
            checked={removed.has(id)}
            onChange={() => toggle(id)}
            className="mt-1 size-4.5 shrink-0 accent-accent"
          />
          <span dir="auto" className="wrap-anywhere min-w-0">
            {name}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
