import type { Mutant } from '../mutant.ts';

const firewall = 'tools/waf/web-firewall.spec.ts';
const edge = 'stacks/cluster/alb-ingress-class.spec.ts';

/** The load balancer, its access logs and its firewall. */
export const edgeMutants: readonly Mutant[] = [
  {
    name: 'the load balancer speaks TLS 1.0',
    file: 'stacks/cluster/alb-ingress-class.ts',
    find: `'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'`,
    replace: `'ELBSecurityPolicy-2016-08'`,
    caughtBy: { file: edge, test: 'the load balancer of prod > refuses TLS below 1.2 by the name of its policy' },
  },
  {
    name: 'the load balancer of prod can be deleted',
    file: 'stacks/cluster/alb-ingress-class.ts',
    find: `'deletion_protection.enabled': isProtected`,
    replace: `'deletion_protection.enabled': false`,
    caughtBy: { file: edge, test: 'the load balancer of prod > refuses deletion exactly in a protected stack' },
  },
  {
    name: 'access logs are switched on before they can be written',
    file: 'stacks/aws/access-logs.ts',
    find: 'this.bucket = policy.bucket',
    replace: 'this.bucket = bucket',
    caughtBy: {
      file: edge,
      test: 'the load balancer of prod > writes access logs to a bucket of its region that it may write to before it is told to',
    },
  },
  {
    name: 'any account may write access logs',
    file: 'stacks/aws/access-logs.ts',
    find: '{accountId}/*',
    replace: "{'*'}/*",
    caughtBy: {
      file: edge,
      test: 'the access logs of prod > are added by load balancers of this account alone, over TLS',
    },
  },
  {
    name: 'access logs are kept for ever',
    file: 'stacks/aws/access-logs.ts',
    find: `status: 'Enabled'`,
    replace: `status: 'Disabled'`,
    caughtBy: { file: edge, test: 'the access logs of prod > are deleted after the days of the configuration' },
  },
  {
    name: 'the firewall blocks long descriptions',
    file: 'stacks/aws/web-firewall-rules.ts',
    find: 'SizeRestrictions_BODY:',
    replace: 'SizeRestrictions_URIPATH:',
    caughtBy: { file: firewall, test: 'the firewall > blocks none of them' },
  },
  {
    name: 'the firewall blocks texts that look like attacks',
    file: 'stacks/aws/web-firewall.ts',
    find: 'actionToUse: { count: {} }',
    replace: 'actionToUse: { block: {} }',
    caughtBy: { file: firewall, test: 'the firewall > blocks none of them' },
  },
  {
    name: 'the logs of the firewall hold access tokens',
    file: 'stacks/aws/web-firewall.ts',
    find: `'authorization', 'cookie'`,
    replace: `'cookie'`,
    caughtBy: {
      file: firewall,
      test: 'the firewall > logs what it blocks or counts, without tokens and cookies, and not for ever',
    },
  },
];
