import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { KubernetesStack } from '../config/schema.ts';
import type { IngressTarget, TargetCluster } from './target-cluster.ts';

export interface IngressCertificateArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly ingress: KubernetesStack['ingress'];
}

/** The ingress certificate of a cluster without AWS: from a cert-manager issuer, from a Secret of the operator, or none. */
export class IngressCertificate extends pulumi.ComponentResource {
  readonly target: IngressTarget;
  /** The URL of the app. Its scheme is `http` only without TLS. */
  readonly origin: string;

  constructor(
    name: string,
    { cluster, namespace, ingress }: IngressCertificateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:cluster:IngressCertificate', name, {}, { ...opts, provider: cluster.provider });
    const { target, tls, domain } = ingress;
    const secretName = tls.mode === 'certificate' ? tls.secretName : 'taskyard-tls';
    if (tls.mode === 'issuer') {
      new kubernetes.apiextensions.CustomResource(
        name,
        {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          // A Gateway reads certificates from its own namespace.
          metadata: { name: secretName, namespace: target.kind === 'gateway' ? target.namespace : namespace },
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
    this.target =
      target.kind === 'gateway'
        ? target
        : {
            kind: 'ingress',
            className: target.className,
            annotations: {},
            tlsSecret: tls.mode === 'none' ? undefined : secretName,
          };
    this.origin = `${tls.mode === 'none' ? 'http' : 'https'}://${domain}`;
    this.registerOutputs({ origin: this.origin });
  }
}
