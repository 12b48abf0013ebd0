import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import { nodeNetwork } from '../node/node-paths.ts';
import { container, deployment, rbac } from './addon-objects.ts';

// The names that Pulumi.local.yaml expects.
const [name, namespace] = ['traefik', 'traefik'];
const labels = { 'app.kubernetes.io/name': name };

/** The port of the Service on each node. */
export const ingressNodePort = 30080;

/** The ingress controller. Its Service has a fixed address, which the forwarder on this machine connects to. */
export function traefik(image: string): ApiObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...rbac(name, namespace, [
      { apiGroups: [''], resources: ['services', 'secrets', 'nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      {
        apiGroups: ['networking.k8s.io'],
        resources: ['ingresses', 'ingressclasses'],
        verbs: ['get', 'list', 'watch'],
      },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
    ]),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name },
      spec: { controller: 'traefik.io/ingress-controller' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        type: 'NodePort',
        selector: labels,
        clusterIP: nodeNetwork.ingressService,
        ports: [{ name: 'web', port: 80, targetPort: 8000, nodePort: ingressNodePort }],
      },
    },
    deployment({
      name,
      namespace,
      labels,
      containers: [
        {
          ...container(name, image, [
            '--entrypoints.web.address=:8000',
            '--entrypoints.websecure.address=:8443',
            '--entrypoints.websecure.http.tls=true',
            '--entrypoints.traefik.address=:9000',
            '--ping=true',
            '--global.checknewversion=false',
            '--global.sendanonymoususage=false',
            '--providers.kubernetesingress=true',
            `--providers.kubernetesingress.ingressclass=${name}`,
            // The engine waits until an Ingress has an address.
            '--providers.kubernetesingress.ingressendpoint.hostname=localhost',
          ]),
          readinessProbe: { httpGet: { path: '/ping', port: 9000 }, periodSeconds: 2 },
        },
      ],
    }),
  ];
}
