import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('starts on a new file system, and keeps what a check of the file system has recovered', async () => {
    const graph = new RecordedGraph(await recordStack('local'));
    const [program = '', ...args] = podOf(graph, 'database').spec.initContainers?.[0]?.command ?? [];
    const volume = mkdtempSync(join(tmpdir(), 'taskyard-volume-'));
    const start = () =>
      execFileSync(
        program,
        args.map((arg) => arg.replaceAll('/var/lib/mysql', volume)),
      );
    try {
      mkdirSync(join(volume, 'lost+found'));
      start();
      expect(readdirSync(volume)).toEqual([]);
      start();
      mkdirSync(join(volume, 'lost+found'));
      writeFileSync(join(volume, 'lost+found', '#1'), '');
      start();
      expect(readdirSync(join(volume, 'lost+found'))).toEqual(['#1']);
    } finally {
      rmSync(volume, { recursive: true });
    }
  });
});
