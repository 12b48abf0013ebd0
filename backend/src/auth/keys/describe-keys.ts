import type { KeySet, ManagedKey } from './key-set.ts';
import { droppableAt, iso, rotatableAt, type Timing } from './rotation.ts';

/** Formats a key set as a table for the terminal: ids, states and times, never a member of a key. */
export function describeKeys(keys: KeySet, timing: Timing): string {
  const rows = keys.map((key) => [key.kid, key.state, since(key), nextStep(key, keys, timing)]);
  const table = [['kid', 'state', 'since', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function since({ state, created_at, activated_at, retired_at }: ManagedKey): string {
  return { next: created_at, active: activated_at, retired: retired_at }[state] ?? 'unknown';
}

function nextStep(key: ManagedKey, keys: KeySet, { now, propagation }: Timing): string {
  if (key.state === 'active') return 'signs';
  if (key.state === 'next') return `may sign ${fromTime(rotatableAt(keys, propagation), now)}`;
  const at = droppableAt(key, propagation);
  return at === undefined ? 'its retention starts with the next change' : `may be dropped ${fromTime(at, now)}`;
}

function fromTime(time: number | undefined, now: number): string {
  return time === undefined || time <= now ? 'now' : `from ${iso(time)}`;
}
