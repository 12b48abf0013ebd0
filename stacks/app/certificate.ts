import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { TargetCluster } from '../cluster/target-cluster.ts';
import type { KubernetesStack } from '../config/schema.ts';
import type { EntryPoint } from './app-ingress.ts';

export interface EntryCertificateArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly edge: KubernetesStack['edge'];
}

/** The certificate of an entry without AWS: ordered from a cert-manager issuer, brought by the operator, or none. */
export class EntryCertificate extends pulumi.ComponentResource {
  readonly point: EntryPoint;
  /** What people type; without TLS only on the machine itself. */
  readonly origin: string;

  constructor(
    name: string,
    { cluster, namespace, edge }: EntryCertificateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:app:EntryCertificate', name, {}, { ...opts, provider: cluster.provider });
    const { entry, tls, domain } = edge;
    const secretName = tls.mode === 'certificate' ? tls.secretName : 'taskyard-tls';
    if (tls.mode === 'issuer') {
      new kubernetes.apiextensions.CustomResource(
        name,
        {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          // A Gateway reads certificates from its own namespace.
          metadata: { name: secretName, namespace: entry.kind === 'gateway' ? entry.namespace : namespace },
          spec: {
            secretName,
            dnsNames: [domain],
            issuerRef: { kind: 'ClusterIssuer', name: tls.clusterIssuer },
            privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          },
        },
        { parent: this },
      );
    }
    this.point =
      entry.kind === 'gateway'
        ? entry
        : {
            kind: 'ingress',
            className: entry.className,
            annotations: {},
            tlsSecret: tls.mode === 'none' ? undefined : secretName,
          };
    this.origin = `${tls.mode === 'none' ? 'http' : 'https'}://${domain}`;
    this.registerOutputs({ origin: this.origin });
  }
}
