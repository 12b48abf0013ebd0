import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import { eventually } from '../../shared/eventually.ts';
import { appNamespace, dataNamespace, isReady, type Kubernetes, services } from '../cluster/kubernetes.ts';
import type { Measurements, Scenario } from '../scenario.ts';
import { withOutage } from './expectations.ts';

/** One replica each: requests fail until the next pod is ready. */
const serviceOutageSeconds = 60;
/** InnoDB's recovery, and a start of the pod. */
const databaseOutageSeconds = 120;

export const podKills: Scenario = {
  name: 'pod-kills',
  description: 'The pods of each service are deleted without grace, one service after the other',
  timeLimitSeconds: 900,
  run: async ({ kubernetes, traffic }) => {
    const users = await traffic();
    const recovery: Record<string, number> = {};
    const report = await users.during(
      async () => {
        for (const name of services) recovery[`${name} ready after, s`] = await killed(kubernetes, name, appNamespace);
      },
      { maxSeconds: 600, requestsPerSecond: 50 },
    );
    // The outage spans all three kills, so each is measured by its pod; together they may take three times as long.
    return { ...(await withOutage(users, report, services.length * serviceOutageSeconds)), ...recovery };
  },
};

export const databaseDeletion: Scenario = {
  name: 'database-deletion',
  description: 'The pod of the database is deleted without grace, while users write',
  timeLimitSeconds: 600,
  run: async ({ kubernetes, traffic }): Promise<Measurements> => {
    const users = await traffic();
    const volume = () => kubernetes.identities('persistentvolumeclaims', dataNamespace);
    const before = JSON.stringify(await volume());
    let seconds = 0;
    const report = await users.during(
      async () => {
        seconds = await killed(kubernetes, 'database', dataNamespace);
      },
      { maxSeconds: 400 },
    );
    if (JSON.stringify(await volume()) !== before) throw new Error('the volume of the database was replaced');
    return { ...(await withOutage(users, report, databaseOutageSeconds)), 'database ready after, s': seconds };
  },
};

/** Deletes every pod of a workload with SIGKILL. @returns the seconds until as many others are ready */
async function killed(kubernetes: Kubernetes, name: string, namespace: string): Promise<number> {
  const pods = await kubernetes.podsOf(name, namespace);
  const uids = new Set(pods.map(uidOf));
  const began = performance.now();
  for (const { metadata } of pods)
    await kubernetes.run('delete', 'pod', metadata.name, `--namespace=${namespace}`, '--grace-period=0', '--force');
  await eventually(300, async () => {
    const next = (await kubernetes.podsOf(name, namespace)).filter((pod) => !uids.has(uidOf(pod)));
    if (next.filter(isReady).length < pods.length) throw new Error(`${name} is not ready 300 s after it was killed`);
  });
  return Math.round((performance.now() - began) / 100) / 10;
}

function uidOf(pod: ApiObject): unknown {
  return valueAt(pod.metadata, 'uid');
}
