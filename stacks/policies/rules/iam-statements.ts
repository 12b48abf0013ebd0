import { at } from './rule.ts';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The Allow statements of a policy document, which is JSON or an object. */
export function allowStatements(policy: unknown): readonly Statement[] {
  const document: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
  return [at(document, 'Statement') ?? []].flat().filter((one): one is Statement => at(one, 'Effect') === 'Allow');
}

/** The condition keys of a statement, such as `aws:RequestedRegion`. */
export function conditionKeys({ Condition }: Statement): readonly string[] {
  return Object.values(Condition ?? {}).flatMap((keys) => Object.keys(keys));
}

/** For cases: a policy document with one Allow statement. */
export function allowing(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
