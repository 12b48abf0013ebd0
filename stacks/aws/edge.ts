import * as aws from '@pulumi/aws';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { EntryPoint } from '../app/app-ingress.ts';
import { ordinary, type TargetCluster } from '../cluster/target-cluster.ts';
import type { AwsStack } from '../config/schema.ts';
import type { Network } from './network.ts';
import { WebFirewall } from './web-firewall.ts';

export interface EdgeArgs {
  readonly edge: AwsStack['edge'];
  readonly cluster: TargetCluster;
  readonly network: Network;
  readonly prefix: string;
}

/** What a load balancer needs before there can be one: a certificate that is valid, a class, and a firewall where asked. */
export class Edge extends pulumi.ComponentResource {
  readonly point: EntryPoint;
  readonly origin: string;

  constructor(name: string, { edge, cluster, network, prefix }: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:Edge', name, {}, opts);
    const aside = { parent: this };
    const certificate = new aws.acm.Certificate(name, { domainName: edge.domain, validationMethod: 'DNS' }, aside);
    const challenge = certificate.domainValidationOptions.apply(([first]) => first);
    const record = new aws.route53.Record(
      `${name}-validation`,
      {
        zoneId: edge.hostedZoneId,
        name: challenge.apply((it) => it?.resourceRecordName ?? ''),
        type: challenge.apply((it) => it?.resourceRecordType ?? 'CNAME'),
        records: [challenge.apply((it) => it?.resourceRecordValue ?? '')],
        ttl: 300,
        // A name's challenge is the same every time; a record left from an earlier stack is this one.
        allowOverwrite: true,
      },
      aside,
    );
    const valid = new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      aside,
    );
    const firewall = edge.waf ? new WebFirewall('firewall', { prefix }, aside) : undefined;

    const child = ordinary(this, cluster);
    const settings = new kubernetes.apiextensions.CustomResource(
      'ingress-class-params',
      {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'IngressClassParams',
        metadata: { name: 'taskyard' },
        spec: {
          scheme: 'internet-facing',
          subnets: { ids: [...network.public.ids] },
          certificateARNs: [valid.certificateArn],
        },
      },
      { ...child, dependsOn: [...cluster.supports] },
    );
    const ingressClass = new kubernetes.networking.v1.IngressClass(
      'ingress-class',
      {
        metadata: { name: 'taskyard' },
        spec: {
          controller: 'eks.amazonaws.com/alb',
          parameters: { apiGroup: 'eks.amazonaws.com', kind: 'IngressClassParams', name: settings.metadata.name },
        },
      },
      child,
    );
    this.point = {
      kind: 'ingress',
      className: ingressClass.metadata.name,
      tlsSecret: undefined,
      annotations: {
        'alb.ingress.kubernetes.io/target-type': 'ip',
        'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
        'alb.ingress.kubernetes.io/ssl-redirect': '443',
        // The default of 300 seconds would hold leaving pods far longer than they live.
        'alb.ingress.kubernetes.io/target-group-attributes': 'deregistration_delay.timeout_seconds=15',
        ...(firewall ? { 'alb.ingress.kubernetes.io/wafv2-acl-arn': firewall.arn } : {}),
      },
    };
    this.origin = `https://${edge.domain}`;
    this.registerOutputs({ origin: this.origin });
  }
}
