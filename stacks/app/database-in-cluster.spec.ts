import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { type ConfigValues, readStackFile, recordStack } from '../../tools/recorder/recorder.ts';

/** What Kubernetes cannot change in place. A change of one of these deletes the database and makes an empty one. */
async function identityOf(values: ConfigValues) {
  const graph = new RecordedGraph(await recordStack('local', values));
  const server = graph.one(':StatefulSet', 'database');
  const { serviceName, selector, volumeClaimTemplates } = server.inputs.spec as Record<string, unknown>;
  const claims = graph
    .all(':PersistentVolumeClaim')
    .map(({ urn, inputs: { metadata, spec } }) => [urn, metadata, { ...(spec as object), resources: undefined }]);
  return { urn: server.urn, metadata: server.inputs.metadata, serviceName, selector, volumeClaimTemplates, claims };
}

describe('the database in the cluster', () => {
  it('stays the same server with the same volume when its settings change', async () => {
    const { images, database, secrets } = (await readStackFile('local')) as Record<string, object>;
    const before = await identityOf({});
    expect(before.claims).toHaveLength(2);
    for (const values of [
      { secrets: { ...secrets, generation: 2 } },
      { images: { ...images, mysql: 'mysql:8.4.8' } },
      { database: { ...database, storageGb: 50, dumpsKept: 9, dumpSchedule: '0 * * * *' } },
      { protected: true },
    ])
      expect(await identityOf(values), JSON.stringify(values)).toEqual(before);
  });

  it('keeps its data on its own volume', async () => {
    const graph = new RecordedGraph(await recordStack('local'));
    const { containers, volumes } = podOf(graph, 'database').spec;
    const mount = containers[0]?.volumeMounts.find(({ mountPath }) => mountPath === '/var/lib/mysql');
    const volume = volumes.find(({ name }) => name === mount?.name);
    expect(volume?.persistentVolumeClaim?.claimName).toBe('database-data');
  });
});
