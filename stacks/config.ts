import * as pulumi from '@pulumi/pulumi';
import type { z } from 'zod';
import { type StackSettings, stackSchema } from './config/schema.ts';

/** Everything a stack decides, checked, typed and frozen; `name` is the stack's, `prefix` starts every physical name. */
export type StackConfig = StackSettings & { readonly name: string; readonly prefix: string };

/**
 * The only reader of `pulumi.Config`, which can answer for known keys but cannot list unknown ones: hence `allConfig`.
 *
 * @throws {ConfigError} naming every wrong key at once, before any resource is declared
 */
export function readConfig(): StackConfig {
  const project = pulumi.getProject();
  const name = pulumi.getStack();
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${project}:`));
  const raw = Object.fromEntries(own.map(([key, text]) => [key.slice(project.length + 1), decode(text)]));
  return Object.freeze({ ...parseSettings(raw, project), name, prefix: `${project}-${name}` });
}

/** Configuration that must not become resources. The message has a line per problem: key, value, what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The stack's configuration has ${problems.length} problem(s):\n${problems.map((one) => `  ${one}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Checks decoded values, keyed without the project's prefix. */
export function parseSettings(raw: Readonly<Record<string, unknown>>, project: string): StackSettings {
  // An empty object is how Pulumi.yaml says "not set": the engine demands a default for every optional key.
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => JSON.stringify(value) !== '{}'));
  const result = stackSchema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.flatMap((issue) => describe(issue, raw, project)));
}

function describe(issue: z.core.$ZodIssue, raw: unknown, project: string): string[] {
  const path = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return path.map((keys) => {
    const value = keys.reduce<unknown>(
      (parent, key) => (parent as Record<PropertyKey, unknown> | undefined)?.[key],
      raw,
    );
    return `${project}:${keys.map(String).join('.')} ${value === undefined ? 'is missing' : `(${JSON.stringify(value)})`}: ${issue.message}`;
  });
}

/** The engine hands objects, lists, numbers and booleans over as JSON text, strings as they are. */
function decode(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' ? text : value;
  } catch {
    return text;
  }
}
