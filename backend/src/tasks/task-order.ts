import type { TaskEntity } from './task.entity.ts';

/**
 * The orders a list can have. Each sorts by an expression and then by id in the same direction, so that every row has
 * one place, and pages can go on from the last row seen instead of counting rows from the start.
 */
const orders = {
  '-created_at': byTime('created_at', 'DESC'),
  created_at: byTime('created_at', 'ASC'),
  '-updated_at': byTime('updated_at', 'DESC'),
  due_date: {
    direction: 'ASC',
    // Tasks without a date come last: no date has a greater number than 9999-12-31.
    expression: 'COALESCE(task.due_date + 0, 99999999)',
    write: (task) => task.due_date?.replaceAll('-', '') ?? '99999999',
    read: Number,
  },
  '-priority': {
    direction: 'DESC',
    expression: '(task.priority + 0)',
    write: (task) => String({ low: 1, medium: 2, high: 3 }[task.priority]),
    read: Number,
  },
  title: {
    direction: 'ASC',
    expression: 'task.title',
    write: (task) => Buffer.from(task.title).toString('base64url'),
    read: (text) => Buffer.from(text, 'base64url').toString().toWellFormed(),
  },
} as const satisfies Record<string, Order>;

interface Order {
  readonly direction: 'ASC' | 'DESC';
  /** SQL over the alias `task`. */
  readonly expression: string;
  /** The row's value of the expression, in characters of a cursor. */
  readonly write: (task: TaskEntity) => string;
  /** That value again, as a parameter of SQL. */
  readonly read: (text: string) => unknown;
}

export type Sort = keyof typeof orders;
export const sorts = Object.keys(orders) as [Sort, ...Sort[]];
export const defaultSort: Sort = '-created_at';

/** The last moment a DATETIME column can hold, in milliseconds. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function byTime(column: 'created_at' | 'updated_at', direction: 'ASC' | 'DESC'): Order {
  return {
    direction,
    expression: `task.${column}`,
    write: (task) => String(task[column].getTime()),
    read: (text) => new Date(Math.min(Number(text), lastMoment)),
  };
}

/** `<sort>~<value>~<id>`. Every text of this form is a valid place to go on from, whoever made it. */
export const cursorPattern = new RegExp(
  `^((${sorts.filter((sort) => sort !== 'title').join('|')})~\\d{1,15}|title~[A-Za-z0-9_-]{0,1400})~\\d{1,15}$`,
);

export interface Place {
  readonly sort: Sort;
  readonly order: Order;
  /** Where the page starts: after the row with this value and id. */
  readonly after?: { readonly value: unknown; readonly id: number };
}

export function placeOf(sort: Sort, cursor: string | undefined): Place {
  if (cursor === undefined) return { sort, order: orders[sort] };
  // The pattern was checked at the door.
  const [cursorSort, value = '', id] = cursor.split('~') as [Sort, string, string];
  const order = orders[cursorSort];
  return { sort: cursorSort, order, after: { value: order.read(value), id: Number(id) } };
}

export function cursorAfter(task: TaskEntity, { sort, order }: Pick<Place, 'sort' | 'order'>): string {
  return `${sort}~${order.write(task)}~${task.id}`;
}
