import { at, type PolicyResource, type Rule, sample, unless } from './rule.ts';

const ingress = 'kubernetes:networking.k8s.io/v1:Ingress';
const prefix = 'alb.ingress.kubernetes.io/';
/** On a namespace, EKS Auto Mode then adds a readiness gate to new pods behind a load balancer. */
const gateLabel = 'eks.amazonaws.com/pod-readiness-gate-inject';
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tls12Policy = /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-/;

/** The Application Load Balancers of EKS. An Ingress of another controller has no such annotations. */
export const loadBalancerRules: readonly Rule[] = [
  {
    kind: 'resource',
    name: 'ingress-tls-policy',
    level: 'mandatory',
    description: 'A load balancer names a security policy that accepts TLS 1.2 or newer. The default accepts TLS 1.0.',
    types: /^kubernetes:networking\.k8s\.io\/v1:Ingress$/,
    check: (resource) => {
      if (!isForAlb(resource)) return [];
      const policy = at(resource.inputs, 'metadata', 'annotations', `${prefix}ssl-policy`);
      return unless(
        tls12Policy.test(String(policy)),
        `set ${prefix}ssl-policy to ELBSecurityPolicy-TLS13-1-2-… or newer`,
      );
    },
    cases: {
      failing: [albIngress({}), albIngress({ [`${prefix}ssl-policy`]: 'ELBSecurityPolicy-TLS13-1-1-2021-06' })],
      passing: [
        albIngress({ [`${prefix}ssl-policy`]: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }),
        sample(ingress, { metadata: { namespace: 'app' }, spec: { tls: [{ secretName: 'tls' }] } }),
      ],
    },
  },
  {
    kind: 'stack',
    name: 'readiness-gate',
    level: 'mandatory',
    description:
      'Pods behind a load balancer are ready only when it routes to them. So a rollout waits for the load balancer.',
    check: (resources) => {
      const gated = new Set(
        resources
          .filter(({ type }) => type === 'kubernetes:core/v1:Namespace')
          .filter(({ inputs }) => at(inputs, 'metadata', 'labels', gateLabel) === 'enabled')
          .map(({ inputs }) => at(inputs, 'metadata', 'name')),
      );
      return resources
        .filter((resource) => resource.type === ingress && isForAlb(resource))
        .filter(({ inputs }) => !gated.has(at(inputs, 'metadata', 'namespace')))
        .map((resource) => ({ resource, message: `set the label ${gateLabel}: enabled on the namespace of its pods` }));
    },
    cases: {
      failing: [albIngress({}), namespace('app', {}), namespace('other', { [gateLabel]: 'enabled' })],
      passing: [
        albIngress({}),
        namespace('app', { [gateLabel]: 'enabled' }),
        sample(ingress, { metadata: { namespace: 'elsewhere' } }),
      ],
    },
  },
];

function isForAlb({ inputs }: PolicyResource): boolean {
  return Object.keys((at(inputs, 'metadata', 'annotations') ?? {}) as object).some((key) => key.startsWith(prefix));
}

function albIngress(annotations: Readonly<Record<string, string>>): PolicyResource {
  const metadata = { namespace: 'app', annotations: { [`${prefix}target-type`]: 'ip', ...annotations } };
  return sample(ingress, { metadata });
}

function namespace(name: string, labels: Readonly<Record<string, string>>): PolicyResource {
  return sample('kubernetes:core/v1:Namespace', { metadata: { name, labels } });
}
