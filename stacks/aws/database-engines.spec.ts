import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { readStackFile, recordStack, stackNames } from '../../tools/recorder/recorder.ts';
import { databaseWindows } from '../config/database-windows.ts';
import type { AwsStack } from '../config/schema.ts';
import { parseSettings } from '../config.ts';

describe.each(stackNames.filter((name) => name !== 'local'))('the database of %s', (stack) => {
  let graph: RecordedGraph;
  let settings: AwsStack;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
    settings = parseSettings(await readStackFile(stack), 'taskyard') as AwsStack;
  });
  const database = () => [...graph.all('rds/instance:Instance'), ...graph.all('rds/cluster:Cluster')];

  it('is backed up and maintained while it runs', () => {
    const { backup, maintenance } = databaseWindows(settings.officeHours);
    const windows = database().map(({ inputs }) => [
      inputs.backupWindow ?? inputs.preferredBackupWindow,
      inputs.maintenanceWindow ?? inputs.preferredMaintenanceWindow,
    ]);
    expect(windows).toEqual([[backup, maintenance]]);
    for (const { inputs } of graph.all('rds/clusterInstance:ClusterInstance')) {
      expect(inputs.preferredMaintenanceWindow).toBe(maintenance);
    }
  });

  it('exports logs only to groups that exist before it and forget', () => {
    for (const one of database()) {
      const kind = one.type.endsWith(':Cluster') ? 'cluster' : 'instance';
      const logs = one.inputs.enabledCloudwatchLogsExports as string[];
      expect(logs).toEqual(['error', 'slowquery']);
      for (const log of logs) {
        const group = graph.one('logGroup:LogGroup', `${one.name}-${log}`);
        expect(group.inputs).toEqual({
          name: `/aws/rds/${kind}/taskyard-${stack}/${log}`,
          retentionInDays: settings.database.logDays,
        });
        expect(graph.dependsOn(one, group)).toBe(true);
      }
    }
  });

  it('gets newer releases from AWS only where the configuration names none', () => {
    const instances = [...graph.all('rds/instance:Instance'), ...graph.all('rds/clusterInstance:ClusterInstance')];
    const automatic = instances.map(({ inputs }) => inputs.autoMinorVersionUpgrade);
    expect(automatic).toEqual([settings.database.engine === 'rds']);
  });

  it('refuses data that do not fit, as the MySQL of the tests does', () => {
    const groups = [...graph.all('ParameterGroup'), ...graph.all('ClusterParameterGroup')];
    expect(groups.length).toBeGreaterThan(0);
    for (const { inputs } of groups) {
      const parameters = inputs.parameters as { name: string; value: string }[];
      const mode = parameters.find(({ name }) => name === 'sql_mode')?.value.split(',');
      expect(mode).toEqual(expect.arrayContaining(['STRICT_TRANS_TABLES', 'NO_ZERO_DATE', 'ONLY_FULL_GROUP_BY']));
    }
  });
});

describe('the database of a stack that names a release of MySQL', () => {
  it('stays at that release: the next update would go back to it, which RDS refuses', async () => {
    const { database } = (await readStackFile('prod')) as Record<string, object>;
    const graph = new RecordedGraph(await recordStack('prod', { database: { ...database, version: '8.4.7' } }));
    expect(graph.one('rds/instance:Instance', 'database').inputs).toMatchObject({
      engineVersion: '8.4.7',
      autoMinorVersionUpgrade: false,
    });
  });
});
