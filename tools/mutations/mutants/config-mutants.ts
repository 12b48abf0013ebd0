import type { Mutant } from '../mutant.ts';

const refusals = 'stacks/config/refusals.spec.ts';
const differences = 'stacks/differences.spec.ts';

/** Values of a stack, values that the stacks share with the programs, and the checks of both. */
export const configMutants: readonly Mutant[] = [
  {
    name: 'prod is not protected',
    file: 'Pulumi.prod.yaml',
    find: 'taskyard:protected: true',
    replace: 'taskyard:protected: false',
    caughtBy: {
      file: differences,
      test: 'the stacks differ only in their values > prod protects its cluster, database, keys, secrets and images from deletion',
    },
  },
  {
    name: 'the database of prod has no standby',
    file: 'Pulumi.prod.yaml',
    find: 'multiAz: true',
    replace: 'multiAz: false',
    caughtBy: {
      file: differences,
      test: 'the stacks differ only in their values > dev has the smallest database, staging one that scales with load, prod one with a standby',
    },
  },
  {
    name: 'backups of prod are kept for a day',
    file: 'Pulumi.prod.yaml',
    find: 'backupDays: 30',
    replace: 'backupDays: 1',
    caughtBy: {
      file: 'stacks/policies/policies.spec.ts',
      test: 'the stack prod > follows every rule, except where it has an exemption with a reason',
    },
  },
  {
    name: 'readiness and liveness of web are the same question',
    file: 'contracts/probes.ts',
    find: '/healthz?probe=ready',
    replace: '/healthz',
    caughtBy: {
      file: 'stacks/app/probes.spec.ts',
      test: 'the probes of local > ask each service on its port for startup, readiness and liveness',
    },
  },
  {
    name: 'a tag that moves is accepted',
    file: 'stacks/config/fields.ts',
    find: `'latest', `,
    replace: '',
    caughtBy: {
      file: refusals,
      test: 'configuration > with the tag latest (dev) fails before any resource is declared',
    },
  },
  {
    name: 'a minimum of replicas above the maximum is accepted',
    file: 'stacks/config/app-sections.ts',
    find: 'min <= max',
    replace: 'min + max > 0',
    caughtBy: {
      file: refusals,
      test: 'configuration > with a minimum of replicas above the maximum (dev) fails before any resource is declared',
    },
  },
  {
    name: 'an API server that is open to the internet is accepted',
    file: 'stacks/config/cluster-section.ts',
    find: 'bitmask !== 0',
    replace: 'bitmask !== undefined',
    caughtBy: {
      file: refusals,
      test: 'configuration > with an API server open to the internet (prod) fails before any resource is declared',
    },
  },
];
