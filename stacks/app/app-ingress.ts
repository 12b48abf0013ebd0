import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { IngressTarget, TargetCluster } from '../cluster/target-cluster.ts';

export interface Route {
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

export interface AppIngressArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly host: string;
  readonly target: IngressTarget;
  /** The longest matching prefix applies. */
  readonly routes: readonly Route[];
}

/**
 * The one Ingress or HTTPRoute of the app. It is never `deletedWith` the cluster: its load balancer would outlive the cluster
 * and block the deletion of the network.
 */
export class AppIngress extends pulumi.ComponentResource {
  /** The load balancer's host name, from the Ingress; empty behind a Gateway or when there is only an IP address. */
  readonly loadBalancer: pulumi.Output<string>;

  constructor(
    name: string,
    { cluster, namespace, host, target, routes }: AppIngressArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:app:AppIngress', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this, dependsOn: [...cluster.prerequisites] };
    const metadata = { name: 'taskyard', namespace };
    if (target.kind === 'ingress') {
      const ingress = new kubernetes.networking.v1.Ingress(
        name,
        {
          metadata: { ...metadata, annotations: { ...target.annotations } },
          spec: {
            ingressClassName: target.className,
            ...(target.tlsSecret === undefined ? {} : { tls: [{ hosts: [host], secretName: target.tlsSecret }] }),
            rules: [{ host, http: { paths: routes.map(ingressPath) } }],
          },
        },
        child,
      );
      this.loadBalancer = ingress.status.apply((status) => status?.loadBalancer?.ingress?.[0]?.hostname ?? '');
    } else {
      new kubernetes.apiextensions.CustomResource(
        name,
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata,
          spec: {
            parentRefs: [{ name: target.name, namespace: target.namespace }],
            hostnames: [host],
            rules: routes.map(({ path, service, port }) => ({
              matches: [{ path: { type: 'PathPrefix', value: path } }],
              backendRefs: [{ name: service, port }],
            })),
          },
        },
        child,
      );
      this.loadBalancer = pulumi.output('');
    }
    this.registerOutputs({ loadBalancer: this.loadBalancer });
  }
}

function ingressPath({ path, service, port }: Route) {
  return { path, pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } };
}
