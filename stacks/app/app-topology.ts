import { apiRoutes } from '@taskyard/contracts/routes';
import { pods } from '../cluster/network-policies.ts';
import type { NetworkPolicyPeer } from '../cluster/target-cluster.ts';
import { bytes } from '../config/fields.ts';
import type { AppConfig, StackSettings } from '../config/schema.ts';
import type { Route } from './app-ingress.ts';
import { apiPort, webPort } from './workload-context.ts';

/** Which service answers which path of the origin. */
export function routesOf(apps: readonly AppConfig[]): Route[] {
  return [
    ...apiRoutes.map(({ path, module }) => ({ path, service: module, port: apiPort })),
    ...apps.flatMap(({ name, path, port }) => (path === undefined ? [] : [{ path, service: name, port }])),
    { path: '/', service: 'web', port: webPort },
  ];
}

/** Every image of a stack. The stack's own registry may have to hold it. */
export function imagesOf(images: StackSettings['images'], apps: readonly AppConfig[]): string[] {
  return [...Object.values(images), ...apps.map(({ image }) => image)];
}

/** What may call a workload: the ingress if it has a route, web for the two APIs, and every app that lists it in `calls`. */
export function callersOf(
  name: string,
  apps: readonly AppConfig[],
  ingressPeers: readonly NetworkPolicyPeer[],
): NetworkPolicyPeer[] {
  return [
    ...(routesOf(apps).some(({ service }) => service === name) ? ingressPeers : []),
    ...(name === 'auth' || name === 'tasks' ? [pods('web')] : []),
    ...apps.filter(({ calls }) => calls.includes(name)).map((app) => pods(app.name)),
  ];
}

/**
 * The quota of the app's namespace: a rollout of every workload at its maximum, and the Jobs. Pods that end count until they are
 * gone, so at worst there are all old and all new ones. A rollout that meets the quota waits for minutes, because Kubernetes tries
 * to create a pod again more and more rarely.
 */
export function quotaOf({ workloads, apps }: Pick<StackSettings, 'workloads' | 'apps'>): {
  pods: number;
  cpu: string;
  memory: string;
} {
  const rollouts = [...Object.values(workloads), ...apps].map(({ replicas, memoryLimit }) => ({
    pods: 2 * replicas.max + 1,
    memoryLimit,
  }));
  const all = [...rollouts, { pods: 3, memoryLimit: '384Mi' }];
  const count = all.reduce((sum, { pods }) => sum + pods, 0);
  const memory = all.reduce((sum, { pods, memoryLimit }) => sum + pods * bytes(memoryLimit), 0);
  return { pods: count, cpu: String(count), memory: `${Math.ceil(memory / 2 ** 20)}Mi` };
}
