import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf, podsOf } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

/** Folders outside the read-only root file system that the programs write to. */
const service = ['/tmp'];
const folders: Readonly<Record<string, readonly string[]>> = {
  auth: service,
  tasks: service,
  web: service,
  migrate: service,
  'database-users': service,
  'database-grants': service,
};
const inCluster = { database: ['/tmp', '/var/lib/mysql', '/var/run/mysqld'], backup: ['/dumps', '/tmp'] };

describe.each(stackNames)('the volumes of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('are all mounted, and every mount has its volume', () => {
    for (const { owner, spec } of podsOf(graph)) {
      const mounted = new Set(spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)));
      expect([...mounted].sort(), owner.name).toEqual((spec.volumes ?? []).map(({ name }) => name).sort());
    }
  });

  it('leave each program the folders that it writes to', () => {
    for (const [name, paths] of Object.entries(stack === 'local' ? { ...folders, ...inCluster } : folders)) {
      const mounts = podOf(graph, name).spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
      const writable = mounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath);
      expect(writable.sort(), name).toEqual(paths);
    }
  });

  it('give the files of Secrets and ConfigMaps read-only', () => {
    for (const { owner, spec } of podsOf(graph)) {
      const files = (spec.volumes ?? []).filter(({ secret, configMap }) => secret ?? configMap).map(({ name }) => name);
      for (const { name, readOnly } of spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts))
        if (files.includes(name)) expect(readOnly, `${owner.name} ${name}`).toBe(true);
    }
  });
});
