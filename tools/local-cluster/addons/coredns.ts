import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import { nodeNetwork } from '../node/node-paths.ts';
import { container, deployment, rbac } from './addon-objects.ts';

const namespace = 'kube-system';
// The label that kubelets' documentation and the stacks' network policies select.
const labels = { 'k8s-app': 'kube-dns' };

// Port 53 of the pod too: network policies name the port of the pod, not that of the Service.
const corefile = `.:53 {
    errors
    health :8080
    ready :8181
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 5
    }
    cache 5
    loop
    reload
}
`;

/** The cluster's DNS server. It forwards nothing: the node reaches no other network. */
export function coredns(image: string): ApiObject[] {
  const probe = (path: string, port: number) => ({ httpGet: { path, port }, periodSeconds: 2 });
  return [
    ...rbac('coredns', namespace, [
      { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ]),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns', namespace }, data: { Corefile: corefile } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kube-dns', namespace },
      spec: {
        selector: labels,
        clusterIP: nodeNetwork.dnsService,
        ports: [
          { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, targetPort: 53, protocol: 'TCP' },
        ],
      },
    },
    deployment({
      name: 'coredns',
      namespace,
      labels,
      containers: [
        {
          ...container('coredns', image, ['-conf', '/etc/coredns/Corefile']),
          readinessProbe: probe('/ready', 8181),
          livenessProbe: probe('/health', 8080),
          volumeMounts: [{ name: 'settings', mountPath: '/etc/coredns', readOnly: true }],
        },
      ],
      volumes: [{ name: 'settings', configMap: { name: 'coredns' } }],
      dnsPolicy: 'Default',
    }),
  ];
}
