import { pair, type RuleCase, resource } from './sample-resource.ts';

const rule = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const ingress = 'kubernetes:networking.k8s.io/v1:Ingress';
const policy = 'kubernetes:networking.k8s.io/v1:NetworkPolicy';
const vpc = resource('aws:ec2/vpc:Vpc', {});
const job = resource('kubernetes:batch/v1:Job', { metadata: { name: 'job', namespace: 'app' } });
const denyIn = (namespace: string, spec: object) => resource(policy, { metadata: { name: 'deny', namespace }, spec });
const bothWays = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

export const networkCases: readonly RuleCase[] = [
  {
    rule: 'no-open-ingress',
    broken: [resource(rule, { cidrIpv4: '0.0.0.0/0' }), resource(rule, { cidrIpv6: '::/0' })],
    kept: [resource(rule, { cidrIpv4: '10.0.0.0/16' }), resource(rule, { referencedSecurityGroupId: 'sg-1' })],
  },
  pair(
    'no-inline-group-rules',
    'aws:ec2/securityGroup:SecurityGroup',
    { ingress: [{ fromPort: 22 }] },
    { ingress: [] },
  ),
  pair('no-automatic-address', 'aws:ec2/subnet:Subnet', { mapPublicIpOnLaunch: true }, { mapPublicIpOnLaunch: false }),
  { rule: 'flow-logs', broken: [vpc], kept: [vpc, resource('aws:ec2/flowLog:FlowLog', {})] },
  pair(
    'metadata-v2',
    'aws:ec2/launchTemplate:LaunchTemplate',
    { metadataOptions: { httpTokens: 'optional' } },
    { metadataOptions: { httpTokens: 'required' } },
  ),
  {
    rule: 'ingress-tls',
    broken: [
      resource(ingress, { metadata: {}, spec: {} }),
      resource(ingress, {
        metadata: { annotations: { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]' } },
      }),
    ],
    kept: [
      resource(ingress, { spec: { tls: [{ secretName: 'tls' }] } }),
      resource(ingress, {
        metadata: {
          annotations: {
            'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
            'alb.ingress.kubernetes.io/ssl-redirect': '443',
          },
        },
      }),
    ],
  },
  {
    rule: 'default-deny',
    broken: [job, denyIn('app', { podSelector: {}, policyTypes: ['Ingress'] }), denyIn('other', bothWays)],
    kept: [job, denyIn('app', bothWays)],
  },
];
