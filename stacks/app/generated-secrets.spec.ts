import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import type { RecordedResource } from '../../tools/recorder/recorded-resource.ts';
import { type RecordingOptions, recordStack, stackNames } from '../../tools/recorder/recorder.ts';
import { databaseUsers } from './generated-secrets.ts';

/** Passwords and private keys that a test can search for. */
const generatedValue = /password-of-[\w-]+|PRIVATE KEY|\\*"d\\*":/;
const knownValues: RecordingOptions['outputs'] = ({ type, name }) =>
  type.endsWith(':RandomPassword') ? { result: `password-of-${name}` } : {};

/** Those that pass a secret to a provider or to pods. Everything else must hold no value at all, not even an encrypted one. */
const carriers = /^(kubernetes:core\/v1:Secret|aws:secretsmanager\/secretVersion:SecretVersion|tls:index\/)/;

describe.each(stackNames)('the generated secrets of %s', (stack) => {
  it('are in no object but the Secrets of their readers', async () => {
    const resources = await recordStack(stack, {}, { outputs: knownValues });
    const holding = resources.filter(({ inputs }) => generatedValue.test(JSON.stringify(inputs)));
    expect(holding.length).toBeGreaterThan(0);
    expect(holding.filter(({ type }) => !carriers.test(type)).map(({ name }) => name)).toEqual([]);
  });

  it('are in no output in plain text', async () => {
    const outputs = new Map<string, string>();
    await recordStack(
      stack,
      {},
      { outputs: knownValues, onOutputs: (urn, values) => outputs.set(urn, JSON.stringify(values)) },
    );
    const urns = [...outputs.keys()];
    // The stack itself, and its components.
    expect(urns.some((urn) => urn.includes(':pulumi:Stack::'))).toBe(true);
    expect(urns.some((urn) => urn.includes('taskyard:app:GeneratedSecrets'))).toBe(true);
    expect(urns.filter((urn) => generatedValue.test(outputs.get(urn) ?? ''))).toEqual([]);
  });

  it('have 190 bits or more, in letters and digits only', async () => {
    // They are used in SQL, in URLs and in a shell without quoting.
    const passwords = new RecordedGraph(await recordStack(stack)).all(':RandomPassword');
    expect(passwords.length).toBeGreaterThan(0);
    for (const { name, inputs } of passwords) {
      expect(inputs.special, name).toBe(false);
      expect(Number(inputs.length), name).toBeGreaterThanOrEqual(32);
    }
  });
});

describe('a new generation', () => {
  /** The provider makes a new password for a new name or new keepers. */
  const passwordOf = ({ name, inputs }: Pick<RecordedResource, 'name' | 'inputs'>) =>
    `${name} ${JSON.stringify(inputs.keepers)}`;
  const passwords = async (generation: number) => {
    const graph = new RecordedGraph(await recordStack('local', { secrets: { generation, recoveryDays: 0 } }));
    return graph.all(':RandomPassword').map(passwordOf);
  };

  it('gives every user of the database a new password, the administrator included', async () => {
    const [before, after] = [await passwords(1), await passwords(2)];
    const renewed = after.filter((password) => !before.includes(password));
    for (const user of [...databaseUsers, 'root'])
      expect(
        renewed.filter((password) => password.startsWith(`database-${user}`)),
        user,
      ).not.toEqual([]);
  });
});
