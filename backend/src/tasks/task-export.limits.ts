import { defineRateLimit, minute } from '../platform/limits/rate-limit.ts';

/** An export reads all tasks of a user, so it costs as much as hundreds of other reads. */
export const taskExportLimit = defineRateLimit('task-export', {
  counts: 'user',
  points: 10,
  seconds: minute,
  perProcess: true,
});

/** Exports of one user at the same time in a process. Downloads that nobody reads keep what was read for them. */
export const exportsAtOnce = 2;
