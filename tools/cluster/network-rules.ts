import type { ApiObject } from './control-plane/api-object.ts';
import { valueAt } from './control-plane/api-object.ts';
import { type Endpoint, mayReach, type NetworkPolicy, type Port } from './network-policy.ts';

interface Container {
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
}

/** Someone who may talk or be talked to. `listens` are the ports worth asking about. */
export interface Party {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly listens: readonly Port[];
}

/** The pods that Deployments, StatefulSets, Jobs and CronJobs make, by `namespace/name` of their label. */
export function podParties(objects: readonly ApiObject[]): Party[] {
  return objects.flatMap((object) => {
    const spec = object.kind === 'CronJob' ? valueAt(object, 'spec', 'jobTemplate', 'spec') : object.spec;
    const template = valueAt(spec, 'template');
    if (template === undefined || object.metadata.namespace === undefined) return [];
    const { namespace } = object.metadata;
    const labels = (valueAt(template, 'metadata', 'labels') ?? {}) as Record<string, string>;
    const containers = (valueAt(template, 'spec', 'containers') ?? []) as Container[];
    const ports = containers.flatMap((container) => container.ports ?? []);
    return {
      name: `${namespace}/${labels['app.kubernetes.io/name'] ?? object.metadata.name}`,
      listens: ports.map(({ containerPort }) => ({ number: containerPort, protocol: 'TCP' as const })),
      endpoint: {
        namespace,
        namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
        labels,
        ports: Object.fromEntries(
          ports.map(({ name, containerPort }) => [name ?? String(containerPort), containerPort]),
        ),
      },
    };
  });
}

/** A pod that some other part of the cluster runs. */
export function foreignPod(namespace: string, labels: Record<string, string>, listens: readonly Port[] = []): Party {
  const endpoint = { namespace, namespaceLabels: { 'kubernetes.io/metadata.name': namespace }, labels };
  return { name: `${namespace} pods`, listens, endpoint };
}

/**
 * Every conversation the policies allow, as `from → to:port`, sorted. `charted` are pods that charts bring into the
 * stack's own namespaces; `outside` is everyone else, and what they say to each other is not looked at.
 */
export function allowedConversations(
  objects: readonly ApiObject[],
  outside: readonly Party[],
  charted: readonly Party[] = [],
): string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy') as unknown as NetworkPolicy[];
  const inside = [...podParties(objects), ...charted];
  const parties = [...inside, ...outside];
  const found = new Set<string>();
  for (const from of parties) {
    for (const to of parties) {
      if (from === to || (outside.includes(from) && outside.includes(to))) continue;
      for (const port of to.listens) {
        const where = `${port.number}${port.protocol === 'UDP' ? '/udp' : ''}`;
        if (mayReach(policies, from.endpoint, to.endpoint, port)) found.add(`${from.name} → ${to.name}:${where}`);
      }
    }
  }
  return [...found].sort();
}
