import type { ApiObject } from '../../cluster/control-plane/api-object.ts';

interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A service account with the given rights in the whole cluster. */
export function rbac(name: string, namespace: string, rules: readonly PolicyRule[]): ApiObject[] {
  const account = { kind: 'ServiceAccount', name, namespace };
  const role = `taskyard:${name}`;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: role }, rules },
    bindClusterRole(role, role, account),
  ];
}

export function bindClusterRole(
  name: string,
  role: string,
  account: { readonly kind: string; readonly name: string; readonly namespace: string },
): ApiObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [account],
  };
}

/** A container without rights. The images hold one program each. */
export function container(name: string, image: string, args: readonly string[]) {
  return {
    name,
    image,
    args,
    resources: { requests: { cpu: '20m', memory: '32Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 10001,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

export interface AddonDeployment {
  /** Also the name of its service account. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly object[];
  readonly volumes?: readonly object[];
  readonly dnsPolicy?: string;
}

export function deployment({ name, namespace, labels, ...pod }: AddonDeployment): ApiObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { serviceAccountName: name, priorityClassName: 'system-cluster-critical', ...pod },
      },
    },
  };
}
