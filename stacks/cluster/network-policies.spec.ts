import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

interface Peer {
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly policy: string;
  readonly peers: readonly Peer[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

interface PolicySpec {
  readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: Rule['ports'] }[];
  readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: Rule['ports'] }[];
}

/** Every rule of every policy. In Kubernetes, a rule without peers allows every address, and one without ports every port. */
function rulesOf(graph: RecordedGraph, direction: 'ingress' | 'egress'): Rule[] {
  return graph.all(':NetworkPolicy').flatMap(({ name, inputs }) => {
    const { ingress = [], egress = [] } = inputs.spec as PolicySpec;
    const rules = direction === 'ingress' ? ingress.map((rule) => ({ ...rule, to: rule.from })) : egress;
    return rules.map(({ to = [], ports = [] }) => ({ policy: name, peers: to, ports }));
  });
}

describe.each(stackNames)('the network policies of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const allRules = () => [...rulesOf(graph, 'ingress'), ...rulesOf(graph, 'egress')];
  const blocks = (rule: Rule) => rule.peers.flatMap(({ ipBlock }) => ipBlock ?? []);

  it('name the peers and the ports of every rule', () => {
    expect(allRules().length).toBeGreaterThan(10);
    expect(allRules().filter(({ peers, ports }) => peers.length === 0 || ports.length === 0)).toEqual([]);
    const peers = allRules().flatMap((rule) => rule.peers);
    expect(peers.filter((peer) => Object.keys(peer).length === 0)).toEqual([]);
  });

  it('let web reach both APIs and the resolver only', () => {
    const [dns, ...rest] = rulesOf(graph, 'egress').filter(({ policy }) => policy === 'web');
    expect(dns?.ports.map(({ port }) => port)).toEqual([53, 53]);
    const labelled = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });
    expect(rest).toEqual([
      { policy: 'web', peers: [labelled('auth'), labelled('tasks')], ports: [{ port: 4000, protocol: 'TCP' }] },
    ]);
  });

  it('admit other namespaces by name only', () => {
    const selectors = allRules().flatMap(({ policy, peers }) =>
      peers.flatMap(({ namespaceSelector }) => (namespaceSelector ? [{ policy, ...namespaceSelector }] : [])),
    );
    expect(selectors.length).toBeGreaterThan(0);
    const unnamed = selectors.filter(({ matchLabels }) => !matchLabels?.['kubernetes.io/metadata.name']);
    expect(unnamed).toEqual([]);
  });

  it('open the internet only to pods that call AWS, on port 443', () => {
    const open = rulesOf(graph, 'egress').filter((rule) => blocks(rule).some(({ cidr }) => cidr.endsWith('/0')));
    expect(open.map(({ policy, ports }) => [policy, ports.map(({ port }) => port)])).toEqual(
      stack === 'local'
        ? []
        : [
            ['external-secrets', [443]],
            ['rotate-keys', [443]],
          ],
    );
    expect(rulesOf(graph, 'ingress').filter((rule) => blocks(rule).some(({ cidr }) => cidr.endsWith('/0')))).toEqual(
      [],
    );
  });

  it('keep every pod from the credentials of its node', () => {
    const open = allRules()
      .flatMap(blocks)
      .filter(({ cidr }) => cidr.endsWith('/0'));
    for (const { except } of open) expect(except).toContain('169.254.169.254/32');
    expect(open.length > 0).toBe(stack !== 'local');
  });
});
