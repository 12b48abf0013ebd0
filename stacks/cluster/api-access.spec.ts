import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { readStackFile, recordStack } from '../../tools/recorder/recorder.ts';

/** The stack prod with other ways to its API server. */
async function recordWith(settings: object): Promise<RecordedGraph> {
  const { cluster } = await readStackFile('prod');
  return new RecordedGraph(await recordStack('prod', { cluster: { ...(cluster as object), ...settings } }));
}

const rulesOf = (graph: RecordedGraph) =>
  graph
    .all('SecurityGroupIngressRule')
    .filter(({ inputs }) => inputs.securityGroupId === 'sg-cluster')
    .map(({ inputs }) => inputs);

describe('a private API server', () => {
  it('admits each network, each security group and the access host, on port 443', async () => {
    const graph = await recordWith({
      privateAccessFrom: { cidrs: ['10.90.0.0/16', '10.91.0.0/16'], securityGroups: ['sg-0123456789abcdef0'] },
      accessHost: true,
    });
    const rule = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
    expect(rulesOf(graph)).toEqual([
      expect.objectContaining({ ...rule, cidrIpv4: '10.90.0.0/16' }),
      expect.objectContaining({ ...rule, cidrIpv4: '10.91.0.0/16' }),
      expect.objectContaining({ ...rule, referencedSecurityGroupId: 'sg-0123456789abcdef0' }),
      expect.objectContaining({ ...rule, referencedSecurityGroupId: 'access-host-id' }),
    ]);
  });

  it('admits nobody from the VPC without a setting', async () => {
    const graph = await recordWith({ publicAccessFrom: ['203.0.113.0/24'], privateAccessFrom: {}, accessHost: false });
    expect(rulesOf(graph)).toEqual([]);
    expect(graph.resources.filter(({ type }) => type === 'taskyard:aws:AccessHost')).toEqual([]);
  });

  it('is open to the deployer before the first object in the cluster, and until the last one is deleted', async () => {
    const graph = await recordWith({ accessHost: true });
    const provider = graph.one('pulumi:providers:kubernetes', 'cluster');
    const urns = ['taskyard:cluster:ApiAccess', 'taskyard:aws:AccessHost'].map(
      (type) => graph.resources.find((resource) => resource.type === type)?.urn,
    );
    expect(provider.dependsOn).toEqual(expect.arrayContaining(urns));
  });
});
