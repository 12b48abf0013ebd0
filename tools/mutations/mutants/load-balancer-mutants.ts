import type { Mutant } from '../mutant.ts';

const times = 'stacks/config/load-balancer-times.spec.ts';
const scaling = 'stacks/app/scaling.spec.ts';

/** How pods and the load balancer start and stop to trust each other. */
export const loadBalancerMutants: readonly Mutant[] = [
  {
    name: 'a pod ends before the load balancer has removed it',
    file: 'stacks/app/workload-pod.ts',
    find: 'lifecycle: { preStop: { sleep: { seconds: args.loadBalancerTimes.preStop } } },',
    replace: '',
    caughtBy: { file: times, test: 'the services of prod > terminate in the times of their load balancer' },
  },
  {
    name: 'a process is stopped while the load balancer still lets requests finish on it',
    file: 'stacks/config/load-balancer-times.ts',
    find: 'preStop: 30',
    replace: 'preStop: 20',
    caughtBy: { file: times, test: 'albTimes > stop a process only when its last requests are over' },
  },
  {
    name: 'a pod is killed while it finishes its requests',
    file: 'stacks/config/load-balancer-times.ts',
    find: 'preStop + drainSeconds + lastRequestsSeconds',
    replace: 'preStop',
    caughtBy: { file: times, test: 'albTimes > leave every process time to drain' },
  },
  {
    name: 'the load balancer keeps a target longer than its pod runs',
    file: 'stacks/cluster/alb-ingress-class.ts',
    find: 'albTimes.deregistration}',
    replace: '5 * albTimes.idle}',
    caughtBy: { file: times, test: 'the services of prod > are known to a load balancer with these times' },
  },
  {
    name: 'servers close connections before the load balancer does',
    file: 'contracts/request-limits.ts',
    find: 'idleConnectionMs = 100_000',
    replace: 'idleConnectionMs = 60_000',
    caughtBy: { file: times, test: 'albTimes > close a connection to a pod before the pod does' },
  },
  {
    name: 'Next keeps connections for its default of five seconds',
    file: 'stacks/app/web.ts',
    find: 'KEEP_ALIVE_TIMEOUT: String(idleConnectionMs)',
    replace: `KEEP_ALIVE_TIMEOUT: '5000'`,
    caughtBy: {
      file: times,
      test: 'the services of prod > keep connections longer than the load balancer, also in Next',
    },
  },
  {
    name: 'a rollout does not wait for the health check of the load balancer',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: `'eks.amazonaws.com/pod-readiness-gate-inject'`,
    replace: `'elbv2.k8s.aws/pod-readiness-gate-inject'`,
    caughtBy: {
      file: times,
      test: 'the services of prod > wait for the health check of a load balancer of AWS, in the app’s namespace alone',
    },
  },
  {
    name: 'a rollout goes on before the new pod has proved itself',
    file: 'stacks/app/workload.ts',
    find: 'minReadySeconds: loadBalancerTimes.minReady,',
    replace: '',
    caughtBy: { file: times, test: 'the services of prod > must stay ready before a rollout goes on' },
  },
  {
    name: 'several pods of a service may be evicted together',
    file: 'stacks/app/workload.ts',
    find: 'matchLabels: labels }, maxUnavailable: 1',
    replace: 'matchLabels: labels }, minAvailable: 1',
    caughtBy: { file: scaling, test: 'the services of prod > let one pod at a time be evicted, also the only one' },
  },
];
