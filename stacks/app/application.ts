import { apiRoutes } from '@taskyard/contracts/routes';
import type { Peer } from '../cluster/target-cluster.ts';
import { bytes } from '../config/fields.ts';
import type { AppConfig, StackSettings } from '../config/schema.ts';
import type { Route } from './app-ingress.ts';
import { pods } from './network-policies.ts';
import { apiPort, webPort } from './workload-context.ts';

/** Which service answers which part of the one origin. */
export function routesOf(apps: readonly AppConfig[]): Route[] {
  return [
    ...apiRoutes.map(({ path, module }) => ({ path, service: module, port: apiPort })),
    ...apps.flatMap(({ name, path, port }) => (path === undefined ? [] : [{ path, service: name, port }])),
    { path: '/', service: 'web', port: webPort },
  ];
}

/** Every image of a stack that its own registry may have to hold. */
export function imagesOf(images: StackSettings['images'], apps: readonly AppConfig[]): string[] {
  return [...Object.values(images), ...apps.map(({ image }) => image)];
}

/** Who may call a workload: the entrance if a route leads to it, web for the two APIs, and every app that says it calls it. */
export function callersOf(name: string, apps: readonly AppConfig[], entrance: readonly Peer[]): Peer[] {
  return [
    ...(routesOf(apps).some(({ service }) => service === name) ? entrance : []),
    ...(name === 'auth' || name === 'tasks' ? [pods('web')] : []),
    ...apps.filter(({ calls }) => calls.includes(name)).map((app) => pods(app.name)),
  ];
}

/** The namespace's ceiling: every workload at its largest, one more pod each while it rolls, and room for the Jobs. */
export function quotaOf({ workloads, apps }: Pick<StackSettings, 'workloads' | 'apps'>): {
  pods: number;
  cpu: string;
  memory: string;
} {
  const jobs = { replicas: { max: 2 }, memoryLimit: '384Mi' };
  const all = [...Object.values(workloads), ...apps, jobs];
  const count = all.reduce((sum, { replicas }) => sum + replicas.max + 1, 0);
  const memory = all.reduce((sum, { replicas, memoryLimit }) => sum + (replicas.max + 1) * bytes(memoryLimit), 0);
  return { pods: count, cpu: String(count), memory: `${Math.ceil(memory / 2 ** 20)}Mi` };
}
