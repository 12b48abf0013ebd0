import type * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { recordStack } from '../../tools/recorder/recorder.ts';
import { replacedWithVpc } from './replaced-with-vpc.ts';

describe('another VPC', () => {
  it('replaces the EKS cluster, the subnet group and the internet gateway, which AWS cannot move', async () => {
    const recorded = await recordStack('prod');
    const all = recorded.flatMap((resource) => [resource, ...resource.children]);
    const triggered = all.filter(({ replacementTrigger }) => replacementTrigger === 'network-id');
    expect(triggered.map(({ type }) => type).sort()).toEqual([
      'aws:ec2/internetGateway:InternetGateway',
      'aws:eks/cluster:Cluster',
      'aws:rds/subnetGroup:SubnetGroup',
    ]);
  });

  it('replaces nothing else that the component declares', () => {
    const args = { type: 'aws:eks/addon:Addon', name: 'x', custom: true, props: {}, opts: {} };
    expect(replacedWithVpc('vpc-1')(args as pulumi.ResourceTransformArgs)).toBeUndefined();
  });
});

describe('a replaced cluster', () => {
  it('takes its add-on and the identities of its pods with it, because they name it by an output', async () => {
    const recorded = await recordStack('prod');
    const [cluster] = recorded.filter(({ type }) => type === 'eks:index:Cluster');
    const members = recorded.filter(({ inputs }) => 'clusterName' in inputs);
    expect(members.length).toBeGreaterThan(2);
    for (const { urn, inputReferences } of members) expect(inputReferences.clusterName, urn).toContain(cluster?.urn);
  });

  it('cannot share an address with its former gateway', async () => {
    const gateways = (await recordStack('prod')).filter(({ type }) => type === 'aws:ec2/natGateway:NatGateway');
    expect(gateways).toHaveLength(3);
    for (const { urn, deleteBeforeReplace } of gateways) expect(deleteBeforeReplace, urn).toBe(true);
  });
});
