import type { TaskEntity } from './task.entity.ts';

/**
 * The orders of a list. Each sorts by an expression and then by id in the same direction, so that the position of every
 * row is unique. A page can then continue after the last row of the previous one, instead of counting rows from the
 * start.
 */
const orders = {
  '-created_at': byTime('created_at', 'DESC'),
  created_at: byTime('created_at', 'ASC'),
  '-updated_at': byTime('updated_at', 'DESC'),
  due_date: {
    direction: 'ASC',
    // Tasks without a date come last: the number of every date is at most 99991231.
    expression: 'COALESCE(task.due_date + 0, 99999999)',
    encode: (task) => task.due_date?.replaceAll('-', '') ?? '99999999',
    decode: Number,
  },
  '-priority': {
    direction: 'DESC',
    expression: '(task.priority + 0)',
    encode: (task) => String({ low: 1, medium: 2, high: 3 }[task.priority]),
    decode: Number,
  },
  title: {
    direction: 'ASC',
    expression: 'task.title',
    encode: (task) => Buffer.from(task.title).toString('base64url'),
    decode: (text) => Buffer.from(text, 'base64url').toString().toWellFormed(),
  },
} as const satisfies Record<string, Order>;

interface Order {
  readonly direction: 'ASC' | 'DESC';
  /** SQL with the alias `task`. */
  readonly expression: string;
  /** The row's value of the expression, as text of a cursor. */
  readonly encode: (task: TaskEntity) => string;
  /** The value of that text, as an SQL parameter. */
  readonly decode: (text: string) => unknown;
}

export type Sort = keyof typeof orders;
export const sorts = Object.keys(orders) as [Sort, ...Sort[]];
export const defaultSort: Sort = '-created_at';

/** The latest time that a DATETIME column can store, in milliseconds. */
const latestTimeMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function byTime(column: 'created_at' | 'updated_at', direction: 'ASC' | 'DESC'): Order {
  return {
    direction,
    expression: `task.${column}`,
    encode: (task) => String(task[column].getTime()),
    decode: (text) => new Date(Math.min(Number(text), latestTimeMs)),
  };
}

/** `<sort>~<value>~<id>`. Every text of this form is a valid cursor, even when no page returned it. */
export const cursorPattern = new RegExp(
  `^((${sorts.filter((sort) => sort !== 'title').join('|')})~\\d{1,15}|title~[A-Za-z0-9_-]{0,1400})~\\d{1,15}$`,
);

/** The order of a list, and the position in it where the page starts. */
export interface Cursor {
  readonly sort: Sort;
  readonly order: Order;
  /** The page starts after the row with this value and id; absent for the first page. */
  readonly after?: { readonly value: unknown; readonly id: number };
}

/** @param text matches {@link cursorPattern}; its order replaces `sort` */
export function parseCursor(sort: Sort, text: string | undefined): Cursor {
  if (text === undefined) return { sort, order: orders[sort] };
  const [cursorSort, value = '', id] = text.split('~') as [Sort, string, string];
  const order = orders[cursorSort];
  return { sort: cursorSort, order, after: { value: order.decode(value), id: Number(id) } };
}

export function cursorAfter(task: TaskEntity, { sort, order }: Pick<Cursor, 'sort' | 'order'>): string {
  return `${sort}~${order.encode(task)}~${task.id}`;
}
