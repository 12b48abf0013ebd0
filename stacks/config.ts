import * as pulumi from '@pulumi/pulumi';
import type { z } from 'zod';
import { type StackSettings, stackSchema } from './config/schema.ts';

/** The settings of a stack: checked, typed and frozen. `name` is the stack's name. `prefix` starts every physical name. */
export type StackConfig = StackSettings & { readonly name: string; readonly prefix: string };

/**
 * The only reader of the stack's configuration. It uses `allConfig`, because `pulumi.Config` cannot list unknown keys.
 *
 * @throws {ConfigError} naming every wrong key, before any resource is declared
 */
export function readConfig(): StackConfig {
  const project = pulumi.getProject();
  const name = pulumi.getStack();
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${project}:`));
  const raw = Object.fromEntries(own.map(([key, text]) => [key.slice(project.length + 1), decode(text)]));
  return Object.freeze({ ...parseSettings(raw, project), name, prefix: `${project}-${name}` });
}

/** Wrong configuration. The message has one line per problem: key, value, what is allowed. */
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

/** Checks decoded values. Their keys have no project prefix. */
export function parseSettings(raw: Readonly<Record<string, unknown>>, project: string): StackSettings {
  // In Pulumi.yaml, an empty object means "not set": the engine needs a default for every optional key.
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

/** The engine passes objects, lists, numbers and booleans as JSON text, and strings unchanged. */
function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
