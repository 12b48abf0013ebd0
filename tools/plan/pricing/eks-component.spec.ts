import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../recorder/recorded-graph.ts';
import { recordStack } from '../../recorder/recorder.ts';
import { eksComponentChildren } from './eks-component.ts';

describe('the table of what the EKS component declares', () => {
  let inputs: Record<string, unknown>;
  beforeAll(async () => {
    inputs = new RecordedGraph(await recordStack('prod')).one('eks:index:Cluster', 'cluster').inputs;
  });

  it('lists the cluster, a provider, and every access entry with its policy', () => {
    const listed = eksComponentChildren('cluster', inputs).map(({ type, name }) => `${type.split(':').at(-1)} ${name}`);
    expect(listed).toEqual([
      'Cluster cluster-eksCluster',
      'kubernetes cluster-eks-k8s',
      'AccessEntry cluster-node',
      'AccessPolicyAssociation cluster-node-AmazonEKSAutoNodePolicy',
      'AccessEntry cluster-deploy',
      'AccessPolicyAssociation cluster-deploy-AmazonEKSClusterAdminPolicy',
      'AccessEntry cluster-drift',
      'AccessPolicyAssociation cluster-drift-AmazonEKSViewPolicy',
      'AccessEntry cluster-preview',
      'AccessPolicyAssociation cluster-preview-AmazonEKSViewPolicy',
    ]);
  });

  it.each([
    ['a CoreDNS add-on', { corednsAddonOptions: undefined }, 'corednsAddonOptions.enabled is undefined, not false'],
    ['a role for nodes', { skipDefaultNodeGroup: false }, 'skipDefaultNodeGroup is false, not true'],
    ['an OIDC provider', { createOidcProvider: true }, 'createOidcProvider is true, not false'],
  ])('fails for inputs that make %s', (_, changed, message) => {
    expect(() => eksComponentChildren('cluster', { ...inputs, ...changed })).toThrow(message);
  });
});
