import type { Mutant } from '../mutant.ts';

const spread = 'stacks/app/spread.spec.ts';

/** Where pods of one workload stand. */
export const spreadMutants: readonly Mutant[] = [
  {
    name: 'each pod of a workload wants a host of its own',
    file: 'stacks/cluster/restricted-pod.ts',
    find: 'Math.ceil(maxReplicas / 3)',
    replace: '1',
    caughtBy: {
      file: spread,
      test: 'the spread of pods > gives no host more than a third of the largest number of pods, rounded up',
    },
  },
  {
    name: 'a cluster with one node cannot run two pods of a workload',
    file: 'stacks/cluster/restricted-pod.ts',
    find: `'ScheduleAnyway'`,
    replace: `'DoNotSchedule'`,
    caughtBy: {
      file: spread,
      test: 'the services of prod > prefer separate zones, and hosts by a third of their maximum, and demand neither',
    },
  },
];
