import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';
import { type Declaration, type RecordedResource, resolveDeclaration } from './declaration.ts';
import { answerCall, mockOutputs } from './mock-outputs.ts';

const root = new URL('../../', import.meta.url);

/** The names of the stacks that have a `Pulumi.<name>.yaml`. */
export const stackNames = ['local', 'dev', 'staging', 'prod'] as const;
export type StackName = (typeof stackNames)[number];

/** Values by key without the project's prefix, such as `{ platform: 'aws' }`. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/** What the engine would give the program: the stack's file over the defaults of `Pulumi.yaml`. */
export async function readStackFile(stack: StackName): Promise<ConfigValues> {
  const project = (await readYaml('Pulumi.yaml')) as { name: string; config: Record<string, { default?: unknown }> };
  const { config } = (await readYaml(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> };
  const defaults = Object.entries(project.config).filter(([, declared]) => declared.default !== undefined);
  return {
    ...Object.fromEntries(defaults.map(([key, declared]) => [key, declared.default])),
    ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(`${project.name}:`, ''), value])),
  };
}

export interface RecordingOptions {
  /** Hears of each resource at once, also when the program fails later. */
  readonly onDeclare?: (declaration: Declaration) => void;
  /** Outputs that are certain, over those that would be made up. */
  readonly outputs?: (resource: pulumi.runtime.MockResourceArgs) => Readonly<Record<string, unknown>>;
}

/**
 * Runs the whole program of a stack without an engine, a CLI, plugins or credentials, and returns every resource it
 * declares, in order. It is the desired state, not a difference to a live one. An override replaces a whole key;
 * `undefined` removes it.
 *
 * @throws {ConfigError} when the stack's values with `overrides` are not allowed
 */
export async function recordStack(
  stack: StackName,
  overrides: ConfigValues = {},
  options: RecordingOptions = {},
): Promise<RecordedResource[]> {
  // The runtime keeps a stack trace for each of its thousands of promises: half of the time of a recording.
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return await record(stack, overrides, options);
  } finally {
    Error.stackTraceLimit = depth;
  }
}

async function record(
  stack: StackName,
  overrides: ConfigValues,
  { onDeclare, outputs }: RecordingOptions,
): Promise<RecordedResource[]> {
  await useMocks(stack, { ...(await readStackFile(stack)), ...overrides }, outputs);
  // Imported only now: provider SDKs read the runtime's settings when they load.
  const { default: taskyard } = await import('../../stacks/index.ts');
  const declarations: Declaration[] = [];
  let failure: unknown;
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation((declaration) => {
      // A resource handed to a component whole comes back as a reference to itself: it was declared before.
      if (declaration.opts.urn !== undefined) return undefined;
      onDeclare?.(declaration);
      declarations.push(declaration);
      return undefined;
    });
    try {
      return taskyard();
    } catch (error) {
      // Thrown on from here, it would also reject promises of the runtime that nobody waits for.
      failure = error;
      return {};
    }
  });
  if (failure !== undefined) throw failure;
  return Promise.all(declarations.map(resolveDeclaration));
}

async function useMocks(stack: string, values: ConfigValues, certain: RecordingOptions['outputs']): Promise<void> {
  const newResource: pulumi.runtime.Mocks['newResource'] = (resource) => {
    const { id, state } = mockOutputs(resource);
    return { id, state: { ...state, ...certain?.(resource) } };
  };
  await pulumi.runtime.setMocks({ newResource, call: answerCall }, 'taskyard', stack, false);
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const texts = entries.map(([key, value]) => [
    `taskyard:${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts));
}

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(fileURLToPath(new URL(file, root)), 'utf8'));
}
