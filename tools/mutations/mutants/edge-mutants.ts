import type { Mutant } from '../mutant.ts';

const edge = 'stacks/cluster/alb-ingress-class.spec.ts';

/** The load balancer and its access logs. */
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
];
