import type { RecordedResource } from '../recorder/declaration.ts';
import type { RecordedGraph } from '../recorder/recorded-graph.ts';

/** Something a declared resource is known to make, which the program itself never names. */
export interface Expansion {
  readonly type: string;
  readonly name: string;
}

interface HiddenPods {
  readonly copies: number;
  readonly cores: number;
  readonly gib: number;
}

/** Charts by name: what version 1.3 of External Secrets and 3.13 of metrics-server make with the values given here. */
const charts: Readonly<Record<string, { makes: readonly Expansion[]; pods: HiddenPods }>> = {
  'external-secrets': {
    makes: [
      { type: 'kubernetes:apps/v1:Deployment', name: 'external-secrets' },
      { type: 'kubernetes:apps/v1:Deployment', name: 'external-secrets-webhook' },
      { type: 'kubernetes:apps/v1:Deployment', name: 'external-secrets-cert-controller' },
      { type: 'kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition', name: 'external-secrets.io/*' },
      { type: 'kubernetes:rbac.authorization.k8s.io/v1:ClusterRole', name: 'external-secrets-*' },
      { type: 'kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration', name: 'external-secrets' },
    ],
    pods: { copies: 3, cores: 0.025, gib: 96 / 1024 },
  },
  'metrics-server': {
    makes: [
      { type: 'kubernetes:apps/v1:Deployment', name: 'metrics-server' },
      { type: 'kubernetes:apiregistration.k8s.io/v1:APIService', name: 'v1beta1.metrics.k8s.io' },
    ],
    pods: { copies: 1, cores: 0.1, gib: 200 / 1024 },
  },
};

/** The add-on runs two copies where the chart runs one. */
const metricsAddon: HiddenPods = { copies: 2, cores: 0.1, gib: 200 / 1024 };

/** What `resource` makes beyond itself; empty when it makes nothing, `undefined` when it is a chart nobody described. */
export function expansionsOf({ type, inputs }: RecordedResource, cloud: boolean): readonly Expansion[] | undefined {
  if (type === 'eks:index:Cluster') return clusterParts(inputs);
  if (type === 'kubernetes:helm.sh/v3:Release') return charts[String(inputs.chart)]?.makes;
  if (type === 'aws:eks/addon:Addon')
    return [{ type: 'kubernetes:apps/v1:Deployment', name: String(inputs.addonName) }];
  if (cloud && type === 'kubernetes:networking.k8s.io/v1:Ingress') {
    return ['loadBalancer:LoadBalancer', 'listener:Listener', 'targetGroup:TargetGroup'].map((kind) => ({
      type: `aws:lb/${kind}`,
      name: 'app-ingress',
    }));
  }
  if (type.endsWith(':NodePool')) return [{ type: 'aws:ec2/instance:Instance', name: 'nodes' }];
  return [];
}

/** What `@pulumi/eks` 4 declares inside its component for a cluster in Auto Mode with API access. */
function clusterParts({ accessEntries }: RecordedResource['inputs']): Expansion[] {
  return [
    { type: 'aws:eks/cluster:Cluster', name: 'cluster' },
    { type: 'aws:ec2/securityGroup:SecurityGroup', name: 'cluster (made by EKS)' },
    ...Object.keys((accessEntries ?? {}) as object).flatMap((name) => [
      { type: 'aws:eks/accessEntry:AccessEntry', name },
      { type: 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation', name },
    ]),
  ];
}

/** Pods nobody declares but somebody must run. */
export function hiddenPods(graph: RecordedGraph): HiddenPods[] {
  return [
    ...graph.all(':Release').flatMap(({ inputs }) => charts[String(inputs.chart)]?.pods ?? []),
    ...graph.all('aws:eks/addon:Addon').map(() => metricsAddon),
  ];
}
