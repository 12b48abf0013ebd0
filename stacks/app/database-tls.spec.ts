import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf, podsOf, type RecordedPod } from '../../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, stackNames } from '../../tools/recorder/recorder.ts';

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
        expect(verifies || script.includes('--ssl-mode=VERIFY_IDENTITY'), owner.name).toBe(true);
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

describe('the certificate of the database in the cluster', () => {
  it('names the host that every client connects to', async () => {
    const graph = new RecordedGraph(await recordStack('local'));
    const { dnsNames } = graph.one(':CertRequest', 'database-tls-server').inputs as { dnsNames: string[] };
    const hosts = podsOf(graph)
      .flatMap(({ spec }) => spec.containers)
      .flatMap(({ env = [] }) => env.flatMap(({ name, value }) => (name === 'DATABASE_HOST' ? [value] : [])));
    const urls = graph
      .all(':Secret')
      .flatMap(({ inputs }) => JSON.stringify(inputs).match(/(?<=@)[\w.-]+(?=:3306)/g) ?? []);
    expect(hosts.length).toBeGreaterThanOrEqual(3);
    expect(urls.length).toBeGreaterThanOrEqual(3);
    for (const host of [...hosts, ...urls]) expect(dnsNames).toContain(host);
  });

  /** Each authority has its name as its certificate. The server's certificate ends in another year for each issuer. */
  async function recordWith(authorities: readonly string[]): Promise<RecordedGraph> {
    const { database } = (await readStackFile('local')) as Record<string, object>;
    const resources = await recordStack(
      'local',
      { database: { ...database, authorities } },
      {
        outputs: ({ type, name, inputs }) => {
          if (type.endsWith(':SelfSignedCert')) return { certPem: name.replace('database-tls-authority-', '') };
          if (type.endsWith(':LocallySignedCert'))
            return { certPem: 'server', validityEndTime: `by ${inputs.caCertPem}` };
          return {};
        },
      },
    );
    return new RecordedGraph(resources);
  }
  const recordRotation = async () => ({
    one: await recordWith(['first']),
    both: await recordWith(['first', 'second']),
    turned: await recordWith(['second', 'first']),
  });
  const usersJob = (graph: RecordedGraph) => {
    const [container] = podOf(graph, 'database-users').spec.containers;
    const expires = container?.env?.find(({ name }) => name === 'CERTIFICATE_EXPIRES')?.value;
    return { name: (graph.one(':Job', 'database-users').inputs.metadata as { name: string }).name, expires };
  };
  const specOf = (graph: RecordedGraph, type: string, name: string) =>
    JSON.stringify(graph.one(type, name).inputs.spec);

  it('is signed by the first authority, and clients trust all of them', async () => {
    const graph = await recordWith(['second', 'first']);
    expect(graph.one(':LocallySignedCert', 'database-tls-server').inputs.caCertPem).toBe('second');
    for (const client of ['auth', 'tasks', 'migrate', 'admin'])
      expect(graph.one(':ConfigMap', `database-authorities-${client}`).inputs.data).toEqual({
        'ca.pem': 'first\nsecond',
      });
    expect(graph.one(':Secret', 'database-tls').inputs.stringData).toMatchObject({ 'ca.crt': 'second\nfirst' });
  });

  it('is loaded by the Job of the users when it is new, and the server is never restarted for it', async () => {
    const { one, both, turned } = await recordRotation();
    expect(usersJob(one)).toMatchObject({ expires: 'by first' });
    expect(usersJob(both)).toEqual(usersJob(one));
    expect(usersJob(turned).expires).toBe('by second');
    expect(usersJob(turned).name).not.toBe(usersJob(both).name);
    for (const graph of [both, turned])
      expect(specOf(graph, ':StatefulSet', 'database')).toBe(specOf(one, ':StatefulSet', 'database'));
  });

  it('restarts auth and tasks for another authority, not for another signer', async () => {
    const { one, both, turned } = await recordRotation();
    for (const name of ['auth', 'tasks']) {
      expect(specOf(both, ':Deployment', name)).not.toBe(specOf(one, ':Deployment', name));
      expect(specOf(turned, ':Deployment', name)).toBe(specOf(both, ':Deployment', name));
    }
  });
});

/** A pod that knows how to reach the database. */
function isClient({ spec }: RecordedPod): boolean {
  return spec.containers.some(({ env = [] }) => env.some(({ name }) => /^DATABASE_(URL|HOST)$/.test(name)));
}
