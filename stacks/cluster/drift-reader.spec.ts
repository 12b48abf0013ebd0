import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * AmazonEKSViewPolicy allows get, list and watch of these, without subresources.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
const viewPolicy: Readonly<Record<string, readonly string[]>> = {
  '': [
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'namespaces',
    'persistentvolumeclaims',
    'pods',
    'replicationcontrollers',
    'resourcequotas',
    'serviceaccounts',
    'services',
  ],
  apps: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'discovery.k8s.io': ['endpointslices'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  policy: ['poddisruptionbudgets'],
};

describe.each(stackNames.filter((name) => name !== 'local'))('what CI reads in the cluster of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  const rules = () => graph.one('v1:ClusterRole', 'drift-reader').inputs.rules as PolicyRule[];
  const mayGet = ({ group, resource }: { group: string; resource: string }) =>
    (viewPolicy[group] ?? []).includes(resource) ||
    rules().some(
      ({ apiGroups, resources, verbs }) =>
        apiGroups.includes(group) && resources.includes(resource) && verbs.includes('get'),
    );

  it('is every object that the program creates', () => {
    const types = graph.resources.filter(({ type, custom }) => custom && type.startsWith('kubernetes:'));
    const objects = types.map(({ type }) => toObject(type)).filter((one) => one !== undefined);
    expect(objects.length).toBeGreaterThan(20);
    expect(objects.filter((one) => !mayGet(one))).toEqual([]);
  });

  it('is never a Secret, and nothing can be changed', () => {
    expect(mayGet({ group: '', resource: 'secrets' })).toBe(false);
    const verbs = rules().flatMap((rule) => rule.verbs);
    expect(new Set(verbs)).toEqual(new Set(['get', 'list', 'watch']));
    expect(rules().flatMap((rule) => [...rule.apiGroups, ...rule.resources])).not.toContain('*');
  });

  it('includes Helm’s releases, which are in ConfigMaps', () => {
    const provider = graph.all('pulumi:providers:kubernetes').find(({ name }) => name === 'cluster');
    // A provider receives an object as JSON.
    expect(JSON.stringify(provider?.inputs.helmReleaseSettings)).toContain('configmap');
  });

  it('is granted to the roles of drift and preview, through one group', () => {
    const { accessEntries } = graph.one('eks:index:Cluster', 'cluster').inputs as {
      accessEntries: Record<string, { principalArn: string; kubernetesGroups?: string[] }>;
    };
    const [subject] = graph.one(':ClusterRoleBinding', 'drift-reader').inputs.subjects as { name: string }[];
    const members = Object.entries(accessEntries).filter(([, entry]) =>
      entry.kubernetesGroups?.includes(subject?.name ?? ''),
    );
    expect(members.map(([name]) => name).sort()).toEqual(['drift', 'preview']);
    for (const [name, { principalArn }] of members) expect(principalArn).toContain(name);
    for (const [, entry] of members) expect(JSON.stringify(entry)).toContain('AmazonEKSViewPolicy');
  });
});

/** The API group and the resource of a type, or `undefined` for a Helm release, which is not an object. */
function toObject(type: string): { group: string; resource: string } | undefined {
  const [, version = '', kind = ''] = type.split(':');
  const [group = ''] = version.split('/');
  if (group === 'helm.sh') return undefined;
  // The SDK shortens some groups: `kubernetes:core/v1`.
  return { group: group === 'core' ? '' : group, resource: pluralOf(kind.toLowerCase()) };
}

/** As Kubernetes derives it. */
function pluralOf(kind: string): string {
  if (kind === 'ingressclassparams') return kind;
  if (/(s|x|ch|sh)$/.test(kind)) return `${kind}es`;
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
