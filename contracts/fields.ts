/** Limits and patterns of the fields that forms show and the API checks. Lengths are in characters. */

export const username = {
  minLength: 3,
  maxLength: 50,
  characters: /^[A-Za-z0-9._-]+$/,
  pattern: /^[A-Za-z0-9._-]{3,50}$/,
} as const;

export const email = {
  maxLength: 100,
  /**
   * What zod takes for an address, but with each part of the host ending in a letter or digit (RFC 1123), and no part so
   * long that matching takes its time.
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

/** Lowest first: the order of the column's ENUM, which sorting by priority relies on. */
export const taskPriorities = ['low', 'medium', 'high'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/** The text of a search for tasks. */
export const taskSearch = { maxLength: 200 } as const;

/** The text of a search for users; as long as an email. */
export const userSearch = { maxLength: 100 } as const;

/** A code of an authenticator app, or a recovery code. */
export const oneTimeCode = { maxLength: 32 } as const;
