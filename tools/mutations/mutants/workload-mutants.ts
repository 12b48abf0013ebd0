import type { Mutant } from '../mutant.ts';

const probes = 'stacks/app/probes.spec.ts';
const scaling = 'stacks/app/scaling.spec.ts';

/** How a service is probed, scaled, rolled, moved and stopped. */
export const workloadMutants: readonly Mutant[] = [
  {
    name: 'readiness asks the liveness path',
    file: 'stacks/app/workload-pod.ts',
    find: 'probe(args.probes.readiness)',
    replace: 'probe(args.probes.liveness)',
    caughtBy: {
      file: probes,
      test: 'the probes of local > ask each service on its port for startup, readiness and liveness',
    },
  },
  {
    name: 'probes ask the port of the metrics',
    file: 'stacks/app/workload-pod.ts',
    find: `port: 'http' }, timeout`,
    replace: `port: 'metrics' }, timeout`,
    caughtBy: {
      file: probes,
      test: 'the probes of local > ask each service on its port for startup, readiness and liveness',
    },
  },
  {
    name: 'the load balancer asks a page instead of the readiness path',
    file: 'stacks/app/workload.ts',
    find: `healthcheck-path': args.probes.readiness`,
    replace: `healthcheck-path': '/'`,
    caughtBy: { file: probes, test: 'the probes of prod > make the load balancer ask the readiness path' },
  },
  {
    name: 'a rollout stops a pod before its successor is ready',
    file: 'stacks/app/workload.ts',
    find: 'maxUnavailable: 0',
    replace: 'maxUnavailable: 1',
    caughtBy: {
      file: 'stacks/app/app.spec.ts',
      test: 'the app of local > rolls without a missing pod, and scales each service by cpu and memory',
    },
  },
  {
    name: 'services have no disruption budget',
    file: 'stacks/app/workload.ts',
    find: 'new kubernetes.policy.v1.PodDisruptionBudget(',
    replace: 'Object(',
    caughtBy: { file: scaling, test: 'the services of prod > let one pod at a time be evicted, also the only one' },
  },
  {
    name: 'the autoscaler has a minimum above its maximum',
    file: 'stacks/app/workload.ts',
    find: 'minReplicas: replicas.min',
    replace: 'minReplicas: replicas.max + 1',
    caughtBy: { file: scaling, test: 'the services of prod > scale between the bounds of the configuration' },
  },
];
