import { describe, expect, it } from 'vitest';
import { FakeEks } from './fake-eks.ts';

const cluster = 'aws:eks/cluster:Cluster';
const entry = 'aws:eks/accessEntry:AccessEntry';
const role = (name: string) => `arn:aws:iam::111111111111:role/team/${name}`;
const creator = 'arn:aws:sts::111111111111:assumed-role/Creator/jane';
const settings = (computeConfig: object, bootstrapClusterCreatorAdminPermissions = false) => ({
  computeConfig: { enabled: true, ...computeConfig },
  accessConfig: { bootstrapClusterCreatorAdminPermissions },
});

describe('the fake of EKS', () => {
  it('accepts a cluster without pools and one entry for each principal', () => {
    const eks = new FakeEks(creator);
    eks.create(cluster, settings({ nodePools: [] }));
    for (const name of ['Creator', 'node']) eks.create(entry, { principalArn: role(name) });
  });

  it('refuses a node role without a built-in pool, and a built-in pool without a node role', () => {
    const create = (computeConfig: object) => () => new FakeEks(creator).create(cluster, settings(computeConfig));
    expect(create({ nodePools: [], nodeRoleArn: role('node') })).toThrow(/400 InvalidParameterException/);
    expect(create({ nodePools: ['system'] })).toThrow(/400 InvalidParameterException/);
  });

  it('refuses a second entry of a principal', () => {
    const eks = new FakeEks(creator);
    eks.create(entry, { principalArn: role('Admin') });
    expect(() => eks.create(entry, { principalArn: role('Admin') })).toThrow(/409 ResourceInUseException/);
  });

  it('refuses an entry of the creator, whom EKS has added by itself', () => {
    const eks = new FakeEks(creator);
    eks.create(cluster, settings({ nodePools: [] }, true));
    expect(() => eks.create(entry, { principalArn: role('Creator') })).toThrow(/409 ResourceInUseException/);
  });

  it('refuses an entry of the node role of a built-in pool, which EKS has added by itself', () => {
    const eks = new FakeEks(creator);
    eks.create(cluster, settings({ nodePools: ['system'], nodeRoleArn: role('node') }));
    expect(() => eks.create(entry, { principalArn: role('node') })).toThrow(/409 ResourceInUseException/);
  });

  it('forgets an entry that is deleted, and all entries of a cluster that is deleted', () => {
    const eks = new FakeEks(creator);
    eks.create(entry, { principalArn: role('Admin') });
    eks.delete(entry, { principalArn: role('Admin') });
    eks.create(entry, { principalArn: role('Admin') });
    eks.delete(cluster, {});
    eks.create(entry, { principalArn: role('Admin') });
  });
});
