import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface WebFirewallArgs {
  readonly prefix: string;
}

/** Rule groups that AWS maintains, in the order of their evaluation. */
const managedRules = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
];

/** Requests in five minutes from one address, far above what one user sends. The app limits logins itself. */
const requestsPerAddress = 2000;

/** A web ACL that blocks known attackers and known attacks before they reach the app. */
export class WebFirewall extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { prefix }: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:WebFirewall', name, {}, opts);
    const visibility = (metricName: string) => ({
      metricName,
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: true,
    });
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        name: prefix,
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        visibilityConfig: visibility(prefix),
        rules: [
          {
            name: 'rate',
            priority: 0,
            action: { block: {} },
            statement: { rateBasedStatement: { limit: requestsPerAddress, aggregateKeyType: 'IP' } },
            visibilityConfig: visibility('rate'),
          },
          ...managedRules.map((rule, index) => ({
            name: rule,
            priority: index + 1,
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: rule } },
            visibilityConfig: visibility(rule),
          })),
        ],
      },
      { parent: this },
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
