export const statuses = ['pending', 'in_progress', 'completed'] as const;
export type Status = (typeof statuses)[number];

/** Lowest first: the order of the column's ENUM, which sorting by priority relies on. */
export const priorities = ['low', 'medium', 'high'] as const;
export type Priority = (typeof priorities)[number];
