/** Limits and patterns of fields, for the forms and for the API. Lengths are in characters. */

export const username = {
  minLength: 3,
  maxLength: 50,
  characters: /^[A-Za-z0-9._-]+$/,
  pattern: /^[A-Za-z0-9._-]{3,50}$/,
} as const;

export const email = {
  maxLength: 100,
  /**
   * zod's own pattern with two changes: each label of the host ends with a letter or digit (RFC 1123), and the length
   * of each label is limited, so that matching is fast.
   */
  pattern:
    /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]{0,63}[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
} as const;

export const password = { minLength: 8, maxLength: 128 } as const;

/** The name of a passkey or of a personal access token. */
export const credentialName = { maxLength: 50 } as const;

export const taskTitle = { maxLength: 255 } as const;

export const taskDescription = { maxLength: 10_000 } as const;

export const taskStatuses = ['pending', 'in_progress', 'completed'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export const openTaskStatuses = ['pending', 'in_progress'] as const satisfies readonly TaskStatus[];
export type OpenTaskStatus = (typeof openTaskStatuses)[number];

/** Lowest first. Sorting by priority depends on this order, which is also that of the column's ENUM. */
export const taskPriorities = ['low', 'medium', 'high'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/** The text of a search for tasks. */
export const taskSearch = { maxLength: 200 } as const;

/** The text of a search for users; as long as an email. */
export const userSearch = { maxLength: 100 } as const;

/** A code of an authenticator app, or a recovery code. */
export const oneTimeCode = { maxLength: 32 } as const;
