import * as aws from '@pulumi/aws';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { AccessLogs } from '../aws/access-logs.ts';
import type { Network } from '../aws/network.ts';
import { WebFirewall } from '../aws/web-firewall.ts';
import { albTimes } from '../config/load-balancer-times.ts';
import type { AwsStack } from '../config/schema.ts';
import { deletedWithCluster, type IngressTarget, type TargetCluster } from './target-cluster.ts';

export interface AlbIngressClassArgs {
  readonly ingress: AwsStack['ingress'];
  readonly cluster: TargetCluster;
  readonly network: Network;
  readonly account: AwsStack['account'];
  readonly prefix: string;
  /** Whether the load balancer refuses to be deleted. */
  readonly protected: boolean;
}

/** TLS 1.2 and 1.3 with forward secrecy, as AWS recommends. Without a name, the controller's listener also speaks TLS 1.0. */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** The ingress class of the Application Load Balancer, its validated certificate and its optional web ACL. */
export class AlbIngressClass extends pulumi.ComponentResource {
  readonly target: IngressTarget;
  /** The URL of the app. */
  readonly origin: string;

  constructor(
    name: string,
    { ingress, cluster, network, account, prefix, protected: isProtected }: AlbIngressClassArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:cluster:AlbIngressClass', name, {}, opts);
    const awsChild = { parent: this };
    const certificate = new aws.acm.Certificate(
      name,
      { domainName: ingress.domain, validationMethod: 'DNS' },
      awsChild,
    );
    const challenge = certificate.domainValidationOptions.apply(([first]) => first);
    const record = new aws.route53.Record(
      `${name}-validation`,
      {
        zoneId: ingress.hostedZoneId,
        name: challenge.apply((it) => it?.resourceRecordName ?? ''),
        type: challenge.apply((it) => it?.resourceRecordType ?? 'CNAME'),
        records: [challenge.apply((it) => it?.resourceRecordValue ?? '')],
        ttl: 300,
        // A name's validation record is always the same, so one left by an earlier stack can be overwritten.
        allowOverwrite: true,
      },
      awsChild,
    );
    const valid = new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      awsChild,
    );
    const logs = new AccessLogs(
      'access-logs',
      { account, prefix, retentionDays: ingress.accessLogDays, protected: isProtected },
      awsChild,
    );
    const firewall = ingress.waf
      ? new WebFirewall('firewall', { prefix, retentionDays: ingress.accessLogDays }, awsChild)
      : undefined;

    const clusterChild = deletedWithCluster(this, cluster);
    const classParams = new kubernetes.apiextensions.CustomResource(
      'ingress-class-params',
      {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'IngressClassParams',
        metadata: { name: 'taskyard' },
        spec: {
          scheme: 'internet-facing',
          subnets: { ids: [...network.public.ids] },
          certificateARNs: [valid.certificateArn],
          loadBalancerAttributes: attributes({
            // Only a load balancer that was told so can be deleted. So the setting is always there, also when it is off.
            'deletion_protection.enabled': isProtected,
            'idle_timeout.timeout_seconds': albTimes.idle,
            // Servers and load balancers that read a malformed header differently can be tricked into mixing up requests.
            'routing.http.drop_invalid_header_fields.enabled': true,
            'access_logs.s3.enabled': true,
            'access_logs.s3.bucket': logs.bucket,
          }),
        },
      },
      { ...clusterChild, dependsOn: [...cluster.prerequisites] },
    );
    const ingressClass = new kubernetes.networking.v1.IngressClass(
      'ingress-class',
      {
        metadata: { name: 'taskyard' },
        spec: {
          controller: 'eks.amazonaws.com/alb',
          parameters: { apiGroup: 'eks.amazonaws.com', kind: 'IngressClassParams', name: classParams.metadata.name },
        },
      },
      clusterChild,
    );
    this.target = {
      kind: 'ingress',
      className: ingressClass.metadata.name,
      tlsSecret: undefined,
      annotations: {
        'alb.ingress.kubernetes.io/target-type': 'ip',
        'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
        'alb.ingress.kubernetes.io/ssl-redirect': '443',
        // Auto Mode's IngressClassParams have no field for it (https://github.com/aws/containers-roadmap/issues/2715).
        'alb.ingress.kubernetes.io/ssl-policy': tlsPolicy,
        // With the default of 300 seconds, targets would stay registered longer than a terminating pod runs.
        'alb.ingress.kubernetes.io/target-group-attributes': `deregistration_delay.timeout_seconds=${albTimes.deregistration}`,
        // Without the annotation, a load balancer would keep the web ACL that it has, and that ACL could not be deleted.
        'alb.ingress.kubernetes.io/wafv2-acl-arn': firewall?.arn ?? 'none',
      },
    };
    this.origin = `https://${ingress.domain}`;
    this.registerOutputs({ origin: this.origin });
  }
}

/** Attributes of the load balancer as IngressClassParams have them: pairs of strings. */
function attributes(values: Readonly<Record<string, pulumi.Input<string | number | boolean>>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value: pulumi.output(value).apply(String) }));
}
