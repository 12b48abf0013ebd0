import { beforeAll, describe, expect, it } from 'vitest';
import { type ConfigValues, readStackFile, recordStack, type StackName, settingsOf } from '../recorder/recorder.ts';
import { type ConfigChange, configChanges } from './config-changes.ts';
import { findReplacements } from './replaced-resources.ts';

async function replacementsOf(stack: StackName, change: ConfigChange['change']) {
  const values: ConfigValues = change(await readStackFile(stack));
  const [before, after] = [await recordStack(stack), await recordStack(stack, values)];
  return findReplacements(before, after, (replaced) => recordStack(stack, values, { replaced }));
}

function changeNamed(name: string): ConfigChange['change'] {
  const found = configChanges.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no change is named ${name}`);
  return found.change;
}

/** `type::name` without the provider, such as `Subnet::public-eu-central-1a`. */
const shortName = (urn: string) => urn.replace(/^.*:([^:]+::[^:]+)$/, '$1');

it.each(['dev', 'staging', 'prod'] as const)(
  'the changes that the engine is compared with are valid in %s',
  async (stack) => {
    const values = await readStackFile(stack);
    expect(configChanges).toHaveLength(20);
    for (const { name, change } of configChanges) {
      const changed = change(values);
      expect(() => settingsOf({ ...values, ...changed }), name).not.toThrow();
      for (const [section, value] of Object.entries(changed)) expect(value, name).not.toEqual(values[section]);
    }
  },
);

describe('another range of the VPC', () => {
  let reasons: ReadonlyMap<string, string>;
  let names: string[];
  beforeAll(async () => {
    ({ reasons } = await replacementsOf('staging', changeNamed('another range of the VPC')));
    names = [...reasons.keys()].filter((urn) => !urn.includes('kubernetes:')).map(shortName);
  });

  it('replaces everything that belongs to a VPC', () => {
    const zones = ['a', 'b', 'c'].map((letter) => `eu-central-1${letter}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'Vpc::network',
        'DefaultSecurityGroup::network',
        'InternetGateway::network',
        'FlowLog::flow-logs',
        'VpcEndpoint::s3',
        ...['public', 'private', 'database'].flatMap((kind) => zones.map((zone) => `Subnet::${kind}-${zone}`)),
        ...['public', 'database', ...zones.map((zone) => `private-${zone}`)].map((name) => `RouteTable::${name}`),
        'Route::public-internet',
        `NatGateway::nat-${zones[0]}`,
        'SecurityGroup::database',
        'SubnetGroup::database',
        'Cluster::cluster-eksCluster',
      ]),
    );
  });

  it('replaces what belongs to the cluster, although no value of it changes', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'Addon::metrics-server',
        'PodIdentityAssociation::external-secrets',
        'AccessEntry::cluster-node',
        'AccessPolicyAssociation::cluster-node-AmazonEKSAutoNodePolicy',
      ]),
    );
    const objects = [...reasons].filter(([urn]) => /[$:]kubernetes:/.test(urn) && !urn.includes('pulumi:providers'));
    expect(objects.length).toBeGreaterThan(50);
    expect(new Set(objects.map(([, reason]) => reason))).toEqual(new Set(['its provider']));
  });

  it('keeps what is not in a VPC', () => {
    const kinds = new Set(names.map((name) => name.split('::')[0]));
    for (const kept of ['Key', 'Secret', 'Role', 'Repository', 'LogGroup', 'Certificate', 'Eip']) {
      expect(kinds).not.toContain(kept);
    }
  });
});

describe('a replacement', () => {
  it('ends at an input that the provider changes in place', async () => {
    const { reasons } = await replacementsOf('dev', changeNamed('another domain'));
    expect([...reasons.keys()].map(shortName).sort()).toEqual([
      'Certificate::alb-ingress-class',
      'CertificateValidation::alb-ingress-class',
      'Record::alb-ingress-class-validation',
      'Record::dns-record',
    ]);
  });

  it.each(['longer backups', 'the next version of Kubernetes', 'a higher limit of cores', 'another administrator'])(
    'is not needed for %s',
    async (name) => {
      const { reasons } = await replacementsOf('prod', changeNamed(name));
      expect([...reasons]).toEqual([]);
    },
  );

  it('is not caused by generated keys and passwords, which differ in each recording', async () => {
    const { reasons } = await replacementsOf('local', () => ({}));
    expect([...reasons]).toEqual([]);
  });

  it('is not caused by an input that the engine ignores', async () => {
    const before = await recordStack('prod');
    const withOtherKey = before.map((resource) =>
      resource.type === 'aws:rds/instance:Instance'
        ? { ...resource, inputs: { ...resource.inputs, kmsKeyId: 'another key' } }
        : resource,
    );
    const { reasons } = await findReplacements(before, withOtherKey, async () => withOtherKey);
    expect([...reasons]).toEqual([]);
  });

  it('of an authority reaches the certificates it signs', async () => {
    const values = { database: { ...((await readStackFile('local')).database as object), authorities: ['second'] } };
    const { reasons } = await replacementsOf('local', () => values);
    expect([...reasons.keys()].map(shortName)).toContain('LocallySignedCert::database-tls-server');
  });
});
