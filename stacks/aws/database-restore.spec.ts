import type { ResourceTransformationArgs } from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, type StackName } from '../../tools/recorder/recorder.ts';

const instance = 'rds/instance:Instance';
const cluster = 'rds/cluster:Cluster';

/** A stack whose section `database` has more keys. Every database has an endpoint and a secret of its own. */
async function withDatabase(
  stack: StackName,
  more: object,
  onDeclare?: (args: ResourceTransformationArgs) => void,
): Promise<RecordedGraph> {
  const { database } = (await readStackFile(stack)) as Record<string, object>;
  const resources = await recordStack(
    stack,
    { database: { ...database, ...more } },
    {
      ...(onDeclare && { onDeclare }),
      outputs: ({ type, name }) =>
        type.endsWith(instance) || type.endsWith(cluster)
          ? { masterUserSecrets: [{ secretArn: `secret-of-${name}` }] }
          : {},
    },
  );
  return new RecordedGraph(resources);
}

/** What the app connects to, and the administrator whose credentials its Jobs get. */
function inUse(graph: RecordedGraph): { host: string; secrets: string[]; consumers: string[] } {
  const [container] = podOf(graph, 'database-users').spec.containers;
  const { data, target } = graph.one('ExternalSecret', 'database-users').inputs.spec as {
    data: { remoteRef: { key: string } }[];
    target: { name: string };
  };
  const keys = new Set(data.map(({ remoteRef }) => remoteRef.key));
  const ofModules = ['auth', 'tasks', 'migrate'].map((name) => {
    const spec = graph.one('ExternalSecret', name).inputs.spec as { target: { name: string } };
    return spec.target.name;
  });
  return {
    host: container?.env?.find(({ name }) => name === 'DATABASE_HOST')?.value ?? '',
    secrets: [...keys].filter((key) => key.startsWith('secret-of-')),
    consumers: [target.name, ...ofModules],
  };
}

const former = {
  host: 'database.rds.example',
  secrets: ['secret-of-database'],
  consumers: ['database-users-g1', 'auth-g1', 'tasks-g1', 'migrate-g1'],
};
const restored = {
  host: 'database-nov21.rds.example',
  secrets: ['secret-of-database-nov21'],
  consumers: ['database-users-g1-nov21', 'auth-g1-nov21', 'tasks-g1-nov21', 'migrate-g1-nov21'],
};

describe('a database restored by the configuration', () => {
  const restoreFrom = { name: 'nov21', pointInTime: '2026-11-21T09:55:00Z' };

  it('is a second one beside the first, which the app keeps', async () => {
    const graph = await withDatabase('prod', { restoreFrom });
    expect(graph.all(instance).map(({ inputs }) => inputs)).toEqual([
      expect.not.objectContaining({ restoreToPointInTime: expect.anything() }),
      expect.objectContaining({
        identifier: 'taskyard-prod-nov21',
        restoreToPointInTime: { sourceDbInstanceIdentifier: 'taskyard-prod', restoreTime: '2026-11-21T09:55:00Z' },
        deletionProtection: true,
        finalSnapshotIdentifier: 'taskyard-prod-nov21-final',
      }),
    ]);
    expect(graph.one(instance, 'database').inputs).toEqual(
      (await withDatabase('prod', {})).one(instance, 'database').inputs,
    );
    expect(inUse(graph)).toEqual(former);
  });

  it('serves the app when the configuration says so: new Secrets, so every Job runs again and every pod rolls', async () => {
    const graph = await withDatabase('prod', { restoreFrom: { ...restoreFrom, serves: true } });
    expect(graph.all(instance).map(({ name }) => name)).toEqual(['database', 'database-nov21']);
    expect(inUse(graph)).toEqual(restored);
    const policy = JSON.stringify(graph.one('rolePolicy:RolePolicy', 'external-secrets').inputs.policy);
    expect(policy).toContain('secret-of-database-nov21');
  });

  it('stays the same resource when its name becomes the name of the database and the source goes', async () => {
    const serving = await withDatabase('prod', { restoreFrom: { ...restoreFrom, serves: true } });
    const alone = await withDatabase('prod', { name: 'nov21' });
    expect(alone.all(instance).map(({ urn }) => urn)).toEqual([serving.one(instance, 'database-nov21').urn]);
    expect(inUse(alone)).toEqual(restored);
    const { restoreToPointInTime: _, ...rest } = serving.one(instance, 'database-nov21').inputs;
    expect(alone.one(instance, 'database-nov21').inputs).toEqual(rest);
  });

  it.each([
    ['prod', instance],
    ['staging', cluster],
  ] as const)('is never replaced because its source changes or goes (%s)', async (stack, type) => {
    const ignored = new Map<string, unknown>();
    await withDatabase(stack, { restoreFrom }, ({ type: declared, name, opts }) => {
      if (declared.endsWith(type)) ignored.set(name, (opts as { ignoreChanges?: unknown }).ignoreChanges);
    });
    const expected = ['snapshotIdentifier', 'restoreToPointInTime', 'kmsKeyId'];
    expect(Object.fromEntries(ignored)).toEqual({ database: expected, 'database-nov21': expected });
  });

  it('comes from a snapshot, or from the automated backup of another region, also as the first one of a stack', async () => {
    const snapshot = await withDatabase('prod', {
      restoreFrom: { name: 'nov21', snapshot: 'rds:taskyard-prod-2026-11-21' },
    });
    expect(snapshot.one(instance, 'database-nov21').inputs.snapshotIdentifier).toBe('rds:taskyard-prod-2026-11-21');
    const automatedBackup = 'arn:aws:rds:eu-central-1:333333333333:auto-backup:ab-1';
    const first = await withDatabase('prod', {
      name: 'nov21',
      restoreFrom: { name: 'nov21', pointInTime: 'latest', automatedBackup },
    });
    expect(first.all(instance).map(({ inputs }) => inputs.restoreToPointInTime)).toEqual([
      { sourceDbInstanceAutomatedBackupsArn: automatedBackup, useLatestRestorableTime: true },
    ]);
    expect(inUse(first)).toEqual(restored);
  });

  it('is a whole copy of the storage on Aurora, with instances and logs of its own', async () => {
    const graph = await withDatabase('staging', { restoreFrom: { name: 'nov21', pointInTime: 'latest' } });
    expect(graph.one(cluster, 'database-nov21').inputs.restoreToPointInTime).toEqual({
      sourceClusterIdentifier: 'taskyard-staging',
      restoreType: 'full-copy',
      useLatestRestorableTime: true,
    });
    const identifiers = graph.all('rds/clusterInstance:ClusterInstance').map(({ inputs }) => inputs.identifier);
    expect(identifiers).toEqual(['taskyard-staging-0', 'taskyard-staging-nov21-0']);
    const groups = graph.all('logGroup:LogGroup').map(({ inputs }) => inputs.name);
    expect(groups).toContain('/aws/rds/cluster/taskyard-staging-nov21/slowquery');
  });

  it('stops and starts with the other one at the end and the beginning of office hours', async () => {
    const graph = await withDatabase('dev', { restoreFrom: { name: 'nov21', pointInTime: 'latest' } });
    const stopped = graph
      .all('scheduler/schedule:Schedule')
      .map(({ name, inputs }) => [name, JSON.parse((inputs.target as { input: string }).input)]);
    expect(stopped).toEqual([
      ['database-start', { DbInstanceIdentifier: 'taskyard-dev' }],
      ['database-stop', { DbInstanceIdentifier: 'taskyard-dev' }],
      ['database-nov21-start', { DbInstanceIdentifier: 'taskyard-dev-nov21' }],
      ['database-nov21-stop', { DbInstanceIdentifier: 'taskyard-dev-nov21' }],
    ]);
  });
});

describe('copies of the backups in another region', () => {
  const copies = { region: 'eu-west-1', days: 14 };
  const replication = 'InstanceAutomatedBackupsReplication';

  it('are of the database that the app uses, with a key of their region', async () => {
    const graph = await withDatabase('prod', { copies });
    const key = graph.one('kms/key:Key', 'database-copies');
    expect(key.inputs).toMatchObject({ region: 'eu-west-1', enableKeyRotation: true, deletionWindowInDays: 30 });
    const copied = graph.one(replication, 'database-copies');
    expect(copied.inputs).toMatchObject({ region: 'eu-west-1', retentionPeriod: 14 });
    expect(copied.references).toEqual(expect.arrayContaining([key.urn, graph.one(instance, 'database').urn]));
  });

  it('follow the app to another database', async () => {
    const restoreFrom = { name: 'nov21', pointInTime: 'latest', serves: true };
    const graph = await withDatabase('prod', { copies, restoreFrom });
    expect(graph.one(replication, 'database-copies').references).toContain(graph.one(instance, 'database-nov21').urn);
  });

  it('may be made by the role that deploys, in their region', async () => {
    const allowed = async (more: object) => {
      const { inputs } = (await withDatabase('prod', more)).one('iam/rolePolicy:RolePolicy', 'deploy');
      const { Statement } = JSON.parse(inputs.policy as string) as {
        Statement: { Action: string; Condition?: object }[];
      };
      return Statement.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('"eu-west-1"')).flatMap(
        ({ Action }) => Action,
      );
    };
    expect(await allowed({ copies })).toEqual(
      expect.arrayContaining(['rds:StartDBInstanceAutomatedBackupsReplication', 'kms:CreateKey', 'kms:CreateGrant']),
    );
    expect(await allowed({})).toEqual([]);
  });

  it('are made by no stack that does not ask for them', async () => {
    expect((await withDatabase('prod', {})).all(replication)).toEqual([]);
  });
});
