import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import type { RecordedResource } from '../../recorder/recorded-resource.ts';
import { eksComponentChildren } from './eks-component.ts';

/** A resource that a declared resource is known to create, and that the program itself does not declare. */
export interface ImpliedResource {
  readonly type: string;
  readonly name: string;
}

interface ImpliedPods {
  readonly replicas: number;
  /** Requests of one pod. */
  readonly cores: number;
  readonly gib: number;
}

/** What the charts create with the values used here, by name. Read again when a major version changes: external-secrets 2, metrics-server 3. */
const charts: Readonly<Record<string, { resources: readonly ImpliedResource[]; pods: ImpliedPods }>> = {
  'external-secrets': {
    resources: [
      { type: 'kubernetes:apps/v1:Deployment', name: 'external-secrets' },
      { type: 'kubernetes:apps/v1:Deployment', name: 'external-secrets-webhook' },
      { type: 'kubernetes:apps/v1:Deployment', name: 'external-secrets-cert-controller' },
      { type: 'kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition', name: 'external-secrets.io/*' },
      { type: 'kubernetes:rbac.authorization.k8s.io/v1:ClusterRole', name: 'external-secrets-*' },
      { type: 'kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration', name: 'external-secrets' },
    ],
    pods: { replicas: 3, cores: 0.025, gib: 96 / 1024 },
  },
  'metrics-server': {
    resources: [
      { type: 'kubernetes:apps/v1:Deployment', name: 'metrics-server' },
      { type: 'kubernetes:apiregistration.k8s.io/v1:APIService', name: 'v1beta1.metrics.k8s.io' },
    ],
    pods: { replicas: 1, cores: 0.1, gib: 200 / 1024 },
  },
};

/** The EKS add-on runs two replicas unless its configuration says otherwise. */
function addonPods({ configurationValues = '{}' }: RecordedResource['inputs']): ImpliedPods {
  const { replicas = 2 } = JSON.parse(String(configurationValues)) as { replicas?: number };
  return { replicas, cores: 0.1, gib: 200 / 1024 };
}

/** The resources that `resource` creates. `undefined` for a chart that is not in the table. */
export function impliedResources(
  { type, name, inputs }: RecordedResource,
  onAws: boolean,
): readonly ImpliedResource[] | undefined {
  if (type === 'eks:index:Cluster') {
    // EKS itself makes the security group.
    const group = { type: 'aws:ec2/securityGroup:SecurityGroup', name: 'cluster (created by EKS)' };
    return [...eksComponentChildren(name, inputs), group];
  }
  if (type === 'kubernetes:helm.sh/v3:Release') return charts[String(inputs.chart)]?.resources;
  if (type === 'aws:eks/addon:Addon')
    return [{ type: 'kubernetes:apps/v1:Deployment', name: String(inputs.addonName) }];
  if (onAws && type === 'kubernetes:networking.k8s.io/v1:Ingress') {
    return ['loadBalancer:LoadBalancer', 'listener:Listener', 'targetGroup:TargetGroup'].map((kind) => ({
      type: `aws:lb/${kind}`,
      name,
    }));
  }
  if (type.endsWith(':NodePool')) return [{ type: 'aws:ec2/instance:Instance', name: 'nodes' }];
  return [];
}

/** Pods that run on the nodes and that the program does not declare. */
export function impliedPods(graph: RecordedGraph): ImpliedPods[] {
  return [
    ...graph.all(':Release').flatMap(({ inputs }) => charts[String(inputs.chart)]?.pods ?? []),
    ...graph.all('aws:eks/addon:Addon').map(({ inputs }) => addonPods(inputs)),
  ];
}
