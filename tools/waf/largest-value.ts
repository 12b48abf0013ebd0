/** The parts of JSON Schema that contracts/openapi.json uses for what clients send. */
export interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly maxProperties?: number;
}

/** A character with the longest escape in JSON and in a URL: 12 bytes each. */
const longest = '😀';

/** A valid value that is as long as the schema allows when it is sent. `text` replaces the free texts that it fits into. */
export function largestValue(schema: Schema, text?: string): unknown {
  if (schema.anyOf !== undefined) {
    return schema.anyOf
      .map((each) => largestValue(each, text))
      .reduce((one, other) => (size(other) > size(one) ? other : one));
  }
  if (schema.enum !== undefined) return schema.enum.reduce((one, other) => (other.length > one.length ? other : one));
  switch (schema.type) {
    case 'string':
      return largestString(schema, text);
    case 'integer':
      return schema.maximum;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array':
      return largestList(schema, text);
    case 'object':
      return largestObject(schema, text);
    default:
      throw new Error(`no largest value of ${JSON.stringify(schema)}`);
  }
}

/** JSON in which every character beyond ASCII is escaped, as a client may send it. */
export function longestJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function largestString({ format, pattern, maxLength }: Schema, text: string | undefined): string {
  if (format === 'date') return '2026-11-22';
  if (format === 'email') return `${'a'.repeat(64)}@${'b'.repeat(31)}.com`;
  // An anchored pattern names every character. Another one only wants a visible one.
  if (pattern?.startsWith('^')) return 'A'.repeat(maxLength ?? Number(/,(\d+)\}\$$/.exec(pattern)?.[1]));
  const limit = maxLength ?? Number.NaN;
  return text !== undefined && [...text].length <= limit ? text : longest.repeat(limit);
}

/** With the longest properties, when the schema does not allow all. */
function largestObject({ properties = {}, maxProperties }: Schema, text: string | undefined): object {
  const values = Object.entries(properties).map(([name, property]) => [name, largestValue(property, text)] as const);
  const longestFirst = values.toSorted(([, one], [, other]) => size(other) - size(one));
  return Object.fromEntries(longestFirst.slice(0, maxProperties));
}

function largestList({ items, maxItems }: Schema, text: string | undefined): unknown[] {
  if (items === undefined) throw new Error('a list without a schema of its items');
  // A list of known values has each of them once.
  return items.enum !== undefined
    ? [...items.enum]
    : Array.from({ length: maxItems ?? 0 }, () => largestValue(items, text));
}

function size(value: unknown): number {
  return longestJson(value).length;
}
