import { type ApiObject, valueAt } from './control-plane/api-object.ts';
import { type Endpoint, mayReach, type NetworkPolicy, type Port } from './network-policy.ts';

interface Container {
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
}

/** A source or target of connections. `listens` are the ports that are checked when it is the target. */
export interface NetworkPeer {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly listens: readonly Port[];
}

/** The pods of Deployments, StatefulSets, Jobs and CronJobs, named `namespace/name` after their label. */
export function podPeers(objects: readonly ApiObject[]): NetworkPeer[] {
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

/** A pod that is not part of the stack. */
export function otherPod(
  namespace: string,
  labels: Record<string, string>,
  listens: readonly Port[] = [],
): NetworkPeer {
  const endpoint = { namespace, namespaceLabels: { 'kubernetes.io/metadata.name': namespace }, labels };
  return { name: `${namespace} pods`, listens, endpoint };
}

/**
 * Every connection that the network policies allow, as `from → to:port`, sorted. `chartPods` are pods of charts in the
 * namespaces of the stack. `outside` are all other peers; connections between two of them are not checked.
 */
export function networkRules(
  objects: readonly ApiObject[],
  outside: readonly NetworkPeer[],
  chartPods: readonly NetworkPeer[] = [],
): string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy') as unknown as NetworkPolicy[];
  const inside = [...podPeers(objects), ...chartPods];
  const peers = [...inside, ...outside];
  const rules = new Set<string>();
  for (const from of peers) {
    for (const to of peers) {
      if (from === to || (outside.includes(from) && outside.includes(to))) continue;
      for (const port of to.listens) {
        const portName = `${port.number}${port.protocol === 'UDP' ? '/udp' : ''}`;
        if (mayReach(policies, from.endpoint, to.endpoint, port)) rules.add(`${from.name} → ${to.name}:${portName}`);
      }
    }
  }
  return [...rules].sort();
}
