import { valueAt } from '../../cluster/control-plane/api-object.ts';
import { eventually } from '../../shared/eventually.ts';
import { appNamespace, type Kubernetes } from '../cluster/kubernetes.ts';
import { NotPossible, type Scenario } from '../scenario.ts';
import { withoutFailure } from './expectations.ts';

/** The autoscaler of the web: pages cost most, so a few requests a second are enough. */
const name = 'web';
const scaleUpSeconds = 300;
/** The autoscaler waits five minutes, so that a short break in the load does not remove pods. */
const scaleDownSeconds = 600;

export const autoscaling: Scenario = {
  name: 'autoscaling',
  description: 'Pages are read until the autoscaler adds a pod; without load it removes it again',
  timeLimitSeconds: 1_800,
  run: async ({ cluster, kubernetes, stack, traffic, signal, report }) => {
    await eventually(120, () => measured(kubernetes)).catch(() => {
      throw new NotPossible('the cluster has no metrics, so no autoscaler can act');
    });
    const minimum = stack.value<number>(`workloads.${name}.replicas.min`);
    // Traffic of an earlier scenario may have scaled it up.
    await scaledDown(kubernetes, minimum, signal);
    const users = await traffic();
    const began = performance.now();
    let up = 0;
    const during = await users.during(async () => {
      const pages = new AbortController();
      const readers = Array.from({ length: 4 }, () =>
        readPages(cluster.origin, AbortSignal.any([pages.signal, signal])),
      );
      try {
        await eventually(scaleUpSeconds, async () => {
          if ((await ready(kubernetes)) <= minimum)
            throw new Error(`the autoscaler added no pod in ${scaleUpSeconds} s`);
        });
        up = Math.round((performance.now() - began) / 1000);
        report(`scaled up after ${up} s`);
      } finally {
        pages.abort();
        await Promise.all(readers);
      }
    });
    const idle = performance.now();
    await scaledDown(kubernetes, minimum, signal);
    const down = Math.round((performance.now() - idle) / 1000);
    return { ...(await withoutFailure(users, during)), 'pod added after, s': up, 'removed after, s': down };
  },
};

async function readPages(origin: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(`${origin}/login`, { signal }).catch(() => undefined);
    await answer?.text().catch(() => undefined);
  }
}

async function scaledDown(kubernetes: Kubernetes, minimum: number, signal: AbortSignal): Promise<void> {
  await eventually(scaleDownSeconds, async () => {
    signal.throwIfAborted();
    const now = await replicas(kubernetes);
    if (now > minimum) throw new Error(`there are still ${now} pods after ${scaleDownSeconds} s without load`);
  });
}

async function measured(kubernetes: Kubernetes): Promise<void> {
  const autoscaler = await kubernetes.get('horizontalpodautoscaler', name, appNamespace);
  const metrics = (valueAt(autoscaler, 'status', 'currentMetrics') ?? []) as unknown[];
  if (valueAt(metrics[0], 'resource', 'current', 'averageUtilization') === undefined) throw new Error('no metrics yet');
}

async function replicas(kubernetes: Kubernetes): Promise<number> {
  return Number(valueAt(await kubernetes.get('deployment', name, appNamespace), 'spec', 'replicas'));
}

async function ready(kubernetes: Kubernetes): Promise<number> {
  return Number(valueAt(await kubernetes.get('deployment', name, appNamespace), 'status', 'readyReplicas') ?? 0);
}
