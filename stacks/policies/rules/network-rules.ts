import { at, type PolicyResource, type Rule, records, sample, samplePair, unless } from './rule.ts';

const securityGroupRule = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const ingress = 'kubernetes:networking.k8s.io/v1:Ingress';
const sampleVpc = sample('aws:ec2/vpc:Vpc', {});
const sampleJob = sample('kubernetes:batch/v1:Job', { metadata: { name: 'job', namespace: 'app' } });
const bothDirections = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

/** Traffic in the VPC and in the cluster. */
export const networkRules: readonly Rule[] = [
  {
    kind: 'resource',
    name: 'no-open-ingress',
    level: 'mandatory',
    description: 'No security group allows ingress from the internet. Load balancers have their own security group.',
    types: /SecurityGroupIngressRule$/,
    check: ({ inputs }) =>
      unless(
        !isAnyAddress(inputs.cidrIpv4) && !isAnyAddress(inputs.cidrIpv6),
        'name a security group or a range, not the whole internet',
      ),
    cases: {
      failing: [sample(securityGroupRule, { cidrIpv4: '0.0.0.0/0' }), sample(securityGroupRule, { cidrIpv6: '::/0' })],
      passing: [
        sample(securityGroupRule, { cidrIpv4: '10.0.0.0/16' }),
        sample(securityGroupRule, { referencedSecurityGroupId: 'sg-1' }),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'no-inline-group-rules',
    level: 'mandatory',
    description: 'Rules of a security group are separate resources, so that other rules can check them.',
    types: /^aws:ec2\/(securityGroup:SecurityGroup|defaultSecurityGroup:DefaultSecurityGroup)$/,
    check: ({ inputs }) =>
      unless(records(inputs.ingress).length + records(inputs.egress).length === 0, 'move the rules out of the group'),
    cases: samplePair('aws:ec2/securityGroup:SecurityGroup', { ingress: [{ fromPort: 22 }] }, { ingress: [] }),
  },
  {
    kind: 'resource',
    name: 'no-automatic-address',
    level: 'mandatory',
    description: 'No subnet gives public addresses automatically.',
    types: /^aws:ec2\/subnet:Subnet$/,
    check: ({ inputs }) => unless(inputs.mapPublicIpOnLaunch !== true, 'set mapPublicIpOnLaunch to false'),
    cases: samplePair('aws:ec2/subnet:Subnet', { mapPublicIpOnLaunch: true }, { mapPublicIpOnLaunch: false }),
  },
  {
    kind: 'stack',
    name: 'flow-logs',
    level: 'mandatory',
    description: 'Every VPC has flow logs.',
    check: (resources) => {
      const logs = resources.filter(({ type }) => type === 'aws:ec2/flowLog:FlowLog').length;
      const networks = resources.filter(({ type }) => type === 'aws:ec2/vpc:Vpc');
      return networks.slice(logs).map((resource) => ({ resource, message: 'add a FlowLog' }));
    },
    cases: { failing: [sampleVpc], passing: [sampleVpc, sample('aws:ec2/flowLog:FlowLog', {})] },
  },
  {
    kind: 'resource',
    name: 'metadata-v2',
    level: 'mandatory',
    description: "An instance requires IMDSv2, so that a forged request cannot read the instance's credentials.",
    types: /^aws:ec2\/(launchTemplate:LaunchTemplate|instance:Instance)$/,
    check: ({ type, inputs }) => {
      const inherited = type.endsWith(':Instance') && inputs.launchTemplate !== undefined;
      return unless(
        inherited || at(inputs, 'metadataOptions', 'httpTokens') === 'required',
        'set metadataOptions.httpTokens to required',
      );
    },
    cases: samplePair(
      'aws:ec2/launchTemplate:LaunchTemplate',
      { metadataOptions: { httpTokens: 'optional' } },
      { metadataOptions: { httpTokens: 'required' } },
    ),
  },
  {
    kind: 'resource',
    name: 'ingress-tls',
    level: 'mandatory',
    description: 'An Ingress serves TLS, and redirects HTTP to HTTPS.',
    types: /^kubernetes:networking\.k8s\.io\/v1:Ingress$/,
    check: ({ inputs }) => {
      const annotation = (key: string) => at(inputs, 'metadata', 'annotations', `alb.ingress.kubernetes.io/${key}`);
      const redirects = String(annotation('listen-ports')).includes('HTTPS') && annotation('ssl-redirect') === '443';
      return unless(
        redirects || records(at(inputs, 'spec', 'tls')).length > 0,
        'set spec.tls, or listen on HTTPS and redirect',
      );
    },
    cases: {
      failing: [
        sample(ingress, { metadata: {}, spec: {} }),
        sample(ingress, {
          metadata: { annotations: { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]' } },
        }),
      ],
      passing: [
        sample(ingress, { spec: { tls: [{ secretName: 'tls' }] } }),
        sample(ingress, {
          metadata: {
            annotations: {
              'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
              'alb.ingress.kubernetes.io/ssl-redirect': '443',
            },
          },
        }),
      ],
    },
  },
  {
    kind: 'stack',
    name: 'default-deny',
    level: 'mandatory',
    description: 'Every namespace with pods has a NetworkPolicy that denies all traffic by default.',
    check: (resources) => {
      const denying = resources.filter(({ type, inputs }) => {
        const spec = at(inputs, 'spec');
        const selectsEveryPod = Object.keys((at(spec, 'podSelector') ?? {}) as object).length === 0;
        const directions = (at(spec, 'policyTypes') ?? []) as string[];
        const allowsNothing = at(spec, 'ingress') === undefined && at(spec, 'egress') === undefined;
        return type.endsWith(':NetworkPolicy') && selectsEveryPod && directions.length === 2 && allowsNothing;
      });
      const covered = new Set(denying.map(({ inputs }) => at(inputs, 'metadata', 'namespace')));
      return resources
        .filter(({ type }) => /:(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(type))
        .filter(({ inputs }) => !covered.has(at(inputs, 'metadata', 'namespace')))
        .map((resource) => ({ resource, message: 'add a NetworkPolicy that denies all traffic to its namespace' }));
    },
    cases: {
      failing: [
        sampleJob,
        samplePolicy('app', { podSelector: {}, policyTypes: ['Ingress'] }),
        samplePolicy('other', bothDirections),
      ],
      passing: [sampleJob, samplePolicy('app', bothDirections)],
    },
  },
];

function isAnyAddress(range: unknown): boolean {
  return range === '0.0.0.0/0' || range === '::/0';
}

function samplePolicy(namespace: string, spec: object): PolicyResource {
  return sample('kubernetes:networking.k8s.io/v1:NetworkPolicy', { metadata: { name: 'deny', namespace }, spec });
}
