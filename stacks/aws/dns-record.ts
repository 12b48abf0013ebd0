import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface EntryRecordArgs {
  readonly domain: string;
  readonly hostedZoneId: string;
  readonly region: string;
  /** The load balancer's own name. */
  readonly target: pulumi.Input<string>;
}

/** The name people type, as an alias: unlike a CNAME it may be the zone's own name. */
export class EntryRecord extends pulumi.ComponentResource {
  constructor(
    name: string,
    { domain, hostedZoneId, region, target }: EntryRecordArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:aws:EntryRecord', name, {}, opts);
    // The provider answers from a table; no call to AWS is made.
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
