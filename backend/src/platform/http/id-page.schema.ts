import { z } from 'zod';
import { integerParameter } from './text.schema.ts';

const maximumPageSize = 100;

/** The query parameters of a list that begins with its newest rows, which have the highest ids. */
export const idPageShape = {
  limit: integerParameter(1, maximumPageSize).default(25).meta({ default: 25 }),
  cursor: z
    .string()
    .regex(/^[0-9]{1,15}$/, 'must be a next_cursor of an earlier page')
    .transform(Number)
    .optional()
    .meta({ description: '`next_cursor` of the previous page.' }),
};

export const nextCursorSchema = z.string().nullable().meta({ description: 'Null on the last page.' });

/**
 * Makes a page of rows, and the cursor of the next one.
 * @param rows newest first; one more than `limit` when there is another page
 */
export function idPageOf<Row extends { readonly id: number }>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next_cursor: rows.length > limit && last !== undefined ? String(last.id) : null };
}
