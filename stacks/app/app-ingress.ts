import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { TargetCluster } from '../cluster/target-cluster.ts';

/** Where requests come in: an Ingress of a class, or a route of a Gateway that exists already. */
export type EntryPoint =
  | {
      readonly kind: 'ingress';
      readonly className: pulumi.Input<string>;
      readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
      /** The Secret with the certificate; undefined where the load balancer has its own. */
      readonly tlsSecret: pulumi.Input<string> | undefined;
    }
  | { readonly kind: 'gateway'; readonly name: string; readonly namespace: string };

export interface Route {
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

export interface EntryArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly host: string;
  readonly point: EntryPoint;
  /** Matched by the longest prefix. */
  readonly routes: readonly Route[];
}

/** The one way in. Never `deletedWith` the cluster: its load balancer would outlive the cluster and block the network. */
export class Entry extends pulumi.ComponentResource {
  /** The load balancer's name as the Ingress reports it; empty behind a Gateway or where there is only an address. */
  readonly loadBalancer: pulumi.Output<string>;

  constructor(
    name: string,
    { cluster, namespace, host, point, routes }: EntryArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:app:Entry', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this, dependsOn: [...cluster.supports] };
    const metadata = { name: 'taskyard', namespace };
    if (point.kind === 'ingress') {
      const ingress = new kubernetes.networking.v1.Ingress(
        name,
        {
          metadata: { ...metadata, annotations: { ...point.annotations } },
          spec: {
            ingressClassName: point.className,
            ...(point.tlsSecret === undefined ? {} : { tls: [{ hosts: [host], secretName: point.tlsSecret }] }),
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
            parentRefs: [{ name: point.name, namespace: point.namespace }],
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
