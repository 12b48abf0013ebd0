import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf, podsOf, type RecordedPod } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

describe.each(stackNames)('connections to the database of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('use TLS and verify the server', () => {
    const clients = podsOf(graph).filter(isClient);
    expect(clients.map(({ owner }) => owner.name)).toEqual(
      expect.arrayContaining(['auth', 'tasks', 'migrate', 'database-users', 'database-grants']),
    );
    for (const { owner, spec } of clients) {
      for (const { command = [], env = [], volumeMounts } of spec.containers) {
        const script = command.join(' ');
        const authority =
          env.find(({ name }) => name === 'DATABASE_CA_FILE')?.value ?? /--ssl-ca=(\S+)/.exec(script)?.[1] ?? '';
        const verifies = env.some(({ name, value }) => name === 'DATABASE_TLS' && value === 'required');
        expect(verifies || script.includes('--ssl-mode=VERIFY_'), owner.name).toBe(true);
        expect(
          volumeMounts.some(({ mountPath }) => authority.startsWith(`${mountPath}/`)),
          owner.name,
        ).toBe(true);
      }
    }
  });
});

describe('the database in the cluster', () => {
  it('accepts TLS only', async () => {
    const [container] = podOf(new RecordedGraph(await recordStack('local')), 'database').spec.containers;
    expect(container?.args).toContain('--require-secure-transport=ON');
  });
});

/** A pod that knows how to reach the database. */
function isClient({ spec }: RecordedPod): boolean {
  return spec.containers.some(({ env = [] }) => env.some(({ name }) => /^DATABASE_(URL|HOST)$/.test(name)));
}
