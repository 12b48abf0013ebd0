import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface DnsRecordArgs {
  readonly domain: string;
  readonly hostedZoneId: string;
  readonly region: string;
  /** The load balancer's DNS name. */
  readonly target: pulumi.Input<string>;
}

/** The app's DNS name, as an alias of the load balancer. Unlike a CNAME, an alias may be at the zone's apex. */
export class DnsRecord extends pulumi.ComponentResource {
  constructor(
    name: string,
    { domain, hostedZoneId, region, target }: DnsRecordArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:aws:DnsRecord', name, {}, opts);
    // The provider answers from a table, without a call to AWS.
    const zone = aws.lb.getHostedZoneIdOutput({ region }, { parent: this });
    new aws.route53.Record(
      name,
      {
        zoneId: hostedZoneId,
        name: domain,
        type: 'A',
        aliases: [{ name: target, zoneId: zone.id, evaluateTargetHealth: true }],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
