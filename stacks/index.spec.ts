import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { RecordedGraph } from '../tools/recorder/recorded-graph.ts';
import { recordStack, stackNames } from '../tools/recorder/recorder.ts';
import { parseSettings } from './config.ts';

describe('Pulumi.yaml', () => {
  it('describes exactly the known keys', async () => {
    const { config } = parse(await readFile(new URL('../Pulumi.yaml', import.meta.url), 'utf8')) as {
      config: Record<string, { description: string }>;
    };
    const known = ['aws', 'kubernetes'].flatMap((platform) => allowedKeys(platform));
    expect(Object.keys(config).sort()).toEqual([...new Set(known)].sort());
    for (const { description } of Object.values(config)) expect(description.length).toBeGreaterThan(20);
  });

  it('makes Node run the program without a build', async () => {
    const project = parse(await readFile(new URL('../Pulumi.yaml', import.meta.url), 'utf8'));
    expect(project).toMatchObject({ main: 'stacks/', runtime: { name: 'nodejs', options: { typescript: false } } });
  });
});

/** The keys that the message about an unknown key lists. */
function allowedKeys(platform: string): string[] {
  try {
    parseSettings({ platform, 'no-such-key': 1 }, 'taskyard');
  } catch (error) {
    const listed = /no-such-key \(1\): is not a known key; allowed: (.*)/.exec(String(error))?.[1];
    return listed?.split(', ') ?? [];
  }
  return [];
}

describe.each(stackNames)('the program of %s', (stack) => {
  it('gives every resource a unique name', async () => {
    const urns = (await recordStack(stack)).map(({ urn }) => urn);
    expect(urns.filter((urn, index) => urns.indexOf(urn) !== index)).toEqual([]);
  });

  it('declares the same resources every time', async () => {
    const once = (await recordStack(stack)).map(({ urn }) => urn);
    expect((await recordStack(stack)).map(({ urn }) => urn)).toEqual(once);
  });
});

describe('the program without AWS', () => {
  const ingress = (change: object) => ({
    ingress: {
      domain: 'tasks.example.com',
      target: { kind: 'ingress', className: 'traefik' },
      controllerNamespace: 'traefik',
      trustedProxies: [],
      ...change,
    },
  });

  it('declares nothing of AWS', async () => {
    const foreign = (await recordStack('local')).filter(({ type }) => /^(aws|eks):/.test(type));
    expect(foreign).toEqual([]);
  });

  it('requests a certificate from the configured issuer, and serves TLS with it', async () => {
    const graph = new RecordedGraph(
      await recordStack('local', ingress({ tls: { mode: 'issuer', clusterIssuer: 'letsencrypt' } })),
    );
    expect(graph.ofKind('Certificate')[0]?.inputs.spec).toMatchObject({
      dnsNames: ['tasks.example.com'],
      issuerRef: { name: 'letsencrypt' },
    });
    expect(graph.one(':Ingress', 'app-ingress').inputs.spec).toMatchObject({
      tls: [{ hosts: ['tasks.example.com'], secretName: 'taskyard-tls' }],
    });
  });

  it('serves the operator’s certificate, and requests none', async () => {
    const graph = new RecordedGraph(
      await recordStack('local', ingress({ tls: { mode: 'certificate', secretName: 'our-tls' } })),
    );
    expect(graph.ofKind('Certificate')).toEqual([]);
    expect(graph.one(':Ingress', 'app-ingress').inputs.spec).toMatchObject({ tls: [{ secretName: 'our-tls' }] });
  });

  it('uses a Gateway when one is configured', async () => {
    const target = { kind: 'gateway', name: 'shared', namespace: 'gateways' };
    const graph = new RecordedGraph(
      await recordStack('local', ingress({ target, tls: { mode: 'issuer', clusterIssuer: 'internal' } })),
    );
    expect(graph.all(':Ingress')).toEqual([]);
    expect(graph.ofKind('HTTPRoute')[0]?.inputs.spec).toMatchObject({
      parentRefs: [{ name: 'shared', namespace: 'gateways' }],
    });
    expect(graph.ofKind('Certificate')[0]?.inputs.metadata).toMatchObject({ namespace: 'gateways' });
  });

  it('installs metrics-server only when the stack asks for it', async () => {
    const cluster = { metricsServer: false, monitoringNamespace: 'monitoring' };
    expect(new RecordedGraph(await recordStack('local', { cluster })).all(':Release')).toEqual([]);
    expect(new RecordedGraph(await recordStack('local')).all(':Release').map(({ name }) => name)).toEqual([
      'metrics-server',
    ]);
  });

  it('marks every secret for encryption in the state', async () => {
    const graph = new RecordedGraph(await recordStack('local'));
    const secrets = graph.resources.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(({ secretInputs }) => !secretInputs.includes('stringData'))).toEqual([]);
  });
});
