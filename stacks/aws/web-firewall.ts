import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { managedRuleGroups } from './web-firewall-rules.ts';

export interface WebFirewallArgs {
  readonly prefix: string;
  /** Days after which a log of the firewall is deleted. */
  readonly retentionDays: number;
}

/** Requests in five minutes from one address, far above what one user sends. The app limits logins itself. */
const requestsPerAddress = 2000;

/** A web ACL that blocks known attackers and known attacks before they reach the app, and logs what it blocks or counts. */
export class WebFirewall extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { prefix, retentionDays }: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:WebFirewall', name, {}, opts);
    const child = { parent: this };
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
          ...managedRuleGroups.map(({ name: group, counted }, index) => ({
            name: group,
            priority: index + 1,
            overrideAction: { none: {} },
            statement: {
              managedRuleGroupStatement: {
                vendorName: 'AWS',
                name: group,
                ruleActionOverrides: Object.keys(counted).map((rule) => ({ name: rule, actionToUse: { count: {} } })),
              },
            },
            visibilityConfig: visibility(group),
          })),
        ],
      },
      child,
    );
    // WAF accepts only log groups whose name starts like this.
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `aws-waf-logs-${prefix}`, retentionInDays: retentionDays },
      child,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [logs.arn],
        // A log has the headers of a request, and never its body.
        redactedFields: ['authorization', 'cookie'].map((header) => ({ singleHeader: { name: header } })),
        loggingFilter: {
          defaultBehavior: 'DROP',
          filters: [
            {
              behavior: 'KEEP',
              requirement: 'MEETS_ANY',
              conditions: ['BLOCK', 'COUNT'].map((action) => ({ actionCondition: { action } })),
            },
          ],
        },
      },
      child,
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
