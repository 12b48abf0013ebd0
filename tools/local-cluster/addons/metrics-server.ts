import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import { bindClusterRole, container, deployment, rbac } from './addon-objects.ts';

const [name, namespace] = ['metrics-server', 'kube-system'];
const labels = { 'k8s-app': name };
const port = 10250;

/** Serves the cpu and memory use of pods, which the stacks' autoscalers need. */
export function metricsServer(image: string): ApiObject[] {
  const account = { kind: 'ServiceAccount', name, namespace };
  return [
    ...rbac(name, namespace, [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes', 'namespaces', 'configmaps'], verbs: ['get', 'list', 'watch'] },
    ]),
    bindClusterRole(`taskyard:${name}:delegator`, 'system:auth-delegator', account),
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: `${name}-auth-reader`, namespace },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'extension-apiserver-authentication-reader',
      },
      subjects: [account],
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { selector: labels, ports: [{ name: 'https', port: 443, targetPort: port }] },
    },
    deployment({
      name,
      namespace,
      labels,
      containers: [
        {
          ...container(name, image, [
            '--cert-dir=/tmp',
            `--secure-port=${port}`,
            '--kubelet-preferred-address-types=InternalIP',
            // The kubelet made its certificate itself.
            '--kubelet-insecure-tls',
            '--metric-resolution=10s',
            '--kubelet-request-timeout=5s',
          ]),
          readinessProbe: { httpGet: { path: '/readyz', port, scheme: 'HTTPS' }, periodSeconds: 5 },
          volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'scratch', emptyDir: {} }],
    }),
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        service: { name, namespace },
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    },
  ];
}
