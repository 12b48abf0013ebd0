import type { Mutant } from '../mutant.ts';

const spec = 'tools/versions/versions.spec.ts';

/** What may go wrong with the versions of charts, add-ons and images. */
export const versionMutants: readonly Mutant[] = [
  {
    name: 'an update of the metrics-server add-on takes its replicas back from office hours',
    file: 'stacks/cluster/cluster-setup.ts',
    find: `resolveConflictsOnUpdate: 'PRESERVE',`,
    replace: `resolveConflictsOnUpdate: 'OVERWRITE',`,
    caughtBy: {
      file: spec,
      test: 'the metrics-server add-on > of dev is pinned, and an update leaves the replicas to office hours',
    },
  },
  {
    name: 'a chart has a version of its own',
    file: 'stacks/cluster/external-secrets.ts',
    find: 'version: versions.externalSecretsChart,',
    replace: `version: '1.3.2',`,
    caughtBy: { file: spec, test: 'stacks/versions.ts > is the only file of the program that names a version' },
  },
  {
    name: 'kubectl is two minor versions older than the clusters',
    file: 'stacks/versions.ts',
    find: `kubectl: 'v1.35`,
    replace: `kubectl: 'v1.33`,
    caughtBy: { file: spec, test: 'stacks/versions.ts > names a kubectl within one minor version of every cluster' },
  },
];
