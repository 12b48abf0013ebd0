import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';
import type { StackSettings } from '../../stacks/config/schema.ts';
import { parseSettings } from '../../stacks/config.ts';
import { freshOutputs } from './fresh-outputs.ts';
import { mockCallerArn } from './mock-caller.ts';
import { mockCall, mockOutputs } from './mock-outputs.ts';
import { watchOutputs } from './plain-outputs.ts';
import { type RecordedResource, toRecordedResource } from './recorded-resource.ts';

const root = new URL('../../', import.meta.url);

/** Names of the stacks. Each has a file `Pulumi.<name>.yaml`. */
export const stackNames = ['local', 'dev', 'staging', 'prod'] as const;
export type StackName = (typeof stackNames)[number];

/** Configuration values by key, without the project's prefix, such as `{ platform: 'aws' }`. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/** The configuration that the engine would pass to the program: the stack's file over the defaults in `Pulumi.yaml`. */
export async function readStackFile(stack: StackName): Promise<ConfigValues> {
  const project = (await readYaml('Pulumi.yaml')) as { name: string; config: Record<string, { default?: unknown }> };
  const { config } = (await readYaml(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> };
  const defaults = Object.entries(project.config).filter(([, declared]) => declared.default !== undefined);
  return {
    ...Object.fromEntries(defaults.map(([key, declared]) => [key, declared.default])),
    ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(`${project.name}:`, ''), value])),
  };
}

/** The settings of a stack from its configuration values. @throws {ConfigError} */
export function settingsOf(values: ConfigValues): StackSettings {
  return parseSettings(values, 'taskyard');
}

type KnownOutputs = Readonly<Record<string, unknown>>;

export interface RecordingOptions {
  /** Called for each resource as soon as it is declared, also when the program fails later. */
  readonly onDeclare?: (resource: pulumi.ResourceTransformationArgs) => void;
  /** Called with the plain outputs of each component and of the stack: those that the engine stores and shows in clear. */
  readonly onOutputs?: (urn: string, outputs: Readonly<Record<string, unknown>>) => void;
  /** Known outputs of a resource, which replace the mock outputs. */
  readonly outputs?: (resource: pulumi.runtime.MockResourceArgs) => KnownOutputs | Promise<KnownOutputs>;
  /** ARN of whoever runs the program, for another than the first administrator or CI's deploy role. */
  readonly callerArn?: string;
  /** Resources by `type::name` whose computed outputs are other ones, as after their replacement. */
  readonly replaced?: ReadonlySet<string>;
}

/** The runtime has its mocks and settings once for the process, so recordings take turns. */
let lastRecording: Promise<unknown> = Promise.resolve();

/**
 * Runs the whole program of a stack without an engine, a CLI, plugins or credentials, and returns every resource it
 * declares, in order. That is the desired state, not a comparison with what is running. An override replaces the whole
 * value of a key; `undefined` removes the key.
 *
 * @throws {ConfigError} when the configuration of the stack with `overrides` is invalid
 */
export function recordStack(
  stack: StackName,
  overrides: ConfigValues = {},
  options: RecordingOptions = {},
): Promise<RecordedResource[]> {
  const recording = lastRecording.then(() => recordWithoutStackTraces(stack, overrides, options));
  lastRecording = recording.catch(() => undefined);
  return recording;
}

async function recordWithoutStackTraces(
  stack: StackName,
  overrides: ConfigValues,
  options: RecordingOptions,
): Promise<RecordedResource[]> {
  // The runtime captures a stack trace for each of its thousands of promises: about a third of the time of a recording.
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
  { onDeclare, onOutputs, ...mocks }: RecordingOptions,
): Promise<RecordedResource[]> {
  await useMocks(stack, { ...(await readStackFile(stack)), ...overrides }, mocks);
  if (onOutputs) watchOutputs(onOutputs);
  // Imported only now, because provider SDKs read the runtime's settings when they are loaded.
  const { default: taskyard } = await import('../../stacks/index.ts');
  const declared: pulumi.ResourceTransformationArgs[] = [];
  let failure: unknown;
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation((resource) => {
      // A component that takes a resource as an argument registers a reference to it. It was declared before.
      if (resource.opts.urn !== undefined) return undefined;
      onDeclare?.(resource);
      declared.push(resource);
      return undefined;
    });
    try {
      return await taskyard();
    } catch (error) {
      // Rethrown after the run: an error thrown here would also reject promises of the runtime that have no handler.
      failure = error;
      return {};
    }
  });
  if (failure !== undefined) throw failure;
  return Promise.all(declared.map(toRecordedResource));
}

async function useMocks(
  stack: string,
  values: ConfigValues,
  { outputs, replaced, callerArn }: Pick<RecordingOptions, 'outputs' | 'replaced' | 'callerArn'>,
): Promise<void> {
  const newResource: pulumi.runtime.Mocks['newResource'] = async (resource) => {
    const result = mockOutputs(resource);
    const isReplaced = replaced?.has(`${resource.type}::${resource.name}`) ?? false;
    const { id, state } = isReplaced ? freshOutputs(resource, result, '-replaced') : result;
    return { id, state: { ...state, ...(await outputs?.(resource)) } };
  };
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // Only a program with a valid configuration asks for its caller.
  const caller = () => callerArn ?? mockCallerArn(stack, settingsOf(Object.fromEntries(entries)));
  const call: pulumi.runtime.Mocks['call'] = (args) => mockCall(args, caller);
  await pulumi.runtime.setMocks({ newResource, call }, 'taskyard', stack, false);
  const texts = entries.map(([key, value]) => [
    `taskyard:${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts));
}

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(fileURLToPath(new URL(file, root)), 'utf8'));
}
