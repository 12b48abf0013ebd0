import { at, type Rule, records, unless } from '../rule.ts';

const anywhere = (range: unknown) => range === '0.0.0.0/0' || range === '::/0';

/** Who may reach what from where. */
export const networkRules: readonly Rule[] = [
  {
    kind: 'resource',
    name: 'no-open-ingress',
    level: 'mandatory',
    description: 'No security group lets the internet in; load balancers bring a group of their own.',
    types: /SecurityGroupIngressRule$/,
    check: ({ inputs }) =>
      unless(!anywhere(inputs.cidrIpv4) && !anywhere(inputs.cidrIpv6), 'name a group or a range, not everybody'),
  },
  {
    kind: 'resource',
    name: 'no-inline-group-rules',
    level: 'mandatory',
    description: 'Rules of a security group are resources of their own, so that none is overlooked or overwritten.',
    types: /^aws:ec2\/(securityGroup:SecurityGroup|defaultSecurityGroup:DefaultSecurityGroup)$/,
    check: ({ inputs }) =>
      unless(records(inputs.ingress).length + records(inputs.egress).length === 0, 'move the rules out of the group'),
  },
  {
    kind: 'resource',
    name: 'no-automatic-address',
    level: 'mandatory',
    description: 'Nothing gets a public address by being in a subnet.',
    types: /^aws:ec2\/subnet:Subnet$/,
    check: ({ inputs }) => unless(inputs.mapPublicIpOnLaunch !== true, 'set mapPublicIpOnLaunch to false'),
  },
  {
    kind: 'stack',
    name: 'flow-logs',
    level: 'mandatory',
    description: 'Every network keeps a record of who talked to whom.',
    check: (resources) => {
      const logs = resources.filter(({ type }) => type === 'aws:ec2/flowLog:FlowLog').length;
      const networks = resources.filter(({ type }) => type === 'aws:ec2/vpc:Vpc');
      return networks.slice(logs).map((resource) => ({ resource, message: 'add a FlowLog' }));
    },
  },
  {
    kind: 'resource',
    name: 'metadata-v2',
    level: 'mandatory',
    description: "An instance's credentials cannot be had by tricking it into fetching a URL.",
    types: /^aws:ec2\/(launchTemplate:LaunchTemplate|instance:Instance)$/,
    check: ({ type, inputs }) => {
      const inherited = type.endsWith(':Instance') && inputs.launchTemplate !== undefined;
      return unless(
        inherited || at(inputs, 'metadataOptions', 'httpTokens') === 'required',
        'set metadataOptions.httpTokens to required',
      );
    },
  },
  {
    kind: 'resource',
    name: 'ingress-tls',
    level: 'mandatory',
    description: 'People are only served over TLS, and sent there when they ask without.',
    types: /^kubernetes:networking\.k8s\.io\/v1:Ingress$/,
    check: ({ inputs }) => {
      const balancer = (key: string) => at(inputs, 'metadata', 'annotations', `alb.ingress.kubernetes.io/${key}`);
      const redirected = String(balancer('listen-ports')).includes('HTTPS') && balancer('ssl-redirect') === '443';
      return unless(
        redirected || records(at(inputs, 'spec', 'tls')).length > 0,
        'set spec.tls, or listen on HTTPS and redirect',
      );
    },
  },
  {
    kind: 'stack',
    name: 'default-deny',
    level: 'mandatory',
    description: 'In a namespace with pods nobody talks to anybody until a policy allows it.',
    check: (resources) => {
      const denied = resources.filter(({ type, inputs }) => {
        const spec = at(inputs, 'spec');
        const everyPod = Object.keys((at(spec, 'podSelector') ?? {}) as object).length === 0;
        const directions = (at(spec, 'policyTypes') ?? []) as string[];
        const silent = at(spec, 'ingress') === undefined && at(spec, 'egress') === undefined;
        return type.endsWith(':NetworkPolicy') && everyPod && directions.length === 2 && silent;
      });
      const covered = new Set(denied.map(({ inputs }) => at(inputs, 'metadata', 'namespace')));
      return resources
        .filter(({ type }) => /:(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(type))
        .filter(({ inputs }) => !covered.has(at(inputs, 'metadata', 'namespace')))
        .map((resource) => ({ resource, message: 'give its namespace a NetworkPolicy that denies everything' }));
    },
  },
];
