import type { Mutant } from '../mutant.ts';

const restricted = {
  file: 'stacks/app/app.spec.ts',
  test: 'the app of local > runs every pod without root, privileges, capabilities or a writable root',
};
const writable = {
  file: 'stacks/app/volumes.spec.ts',
  test: 'the volumes of local > leave each program the folders that it writes to',
};
const mounted = {
  file: 'stacks/app/volumes.spec.ts',
  test: 'the volumes of local > are all mounted, and every mount has its volume',
};

/** What a pod may do, and which files it has. */
export const podMutants: readonly Mutant[] = [
  {
    name: 'pods run as root',
    file: 'stacks/cluster/restricted-pod.ts',
    find: 'const uid = 10001',
    replace: 'const uid = 0',
    caughtBy: restricted,
  },
  {
    name: 'pods may run as root',
    file: 'stacks/cluster/restricted-pod.ts',
    find: 'PodSecurityContext = {\n  runAsNonRoot: true',
    replace: 'PodSecurityContext = {\n  runAsNonRoot: false',
    caughtBy: restricted,
  },
  {
    name: 'a process may gain privileges',
    file: 'stacks/cluster/restricted-pod.ts',
    find: 'allowPrivilegeEscalation: false',
    replace: 'allowPrivilegeEscalation: true',
    caughtBy: restricted,
  },
  {
    name: 'the root file system is writable',
    file: 'stacks/cluster/restricted-pod.ts',
    find: 'readOnlyRootFilesystem: true',
    replace: 'readOnlyRootFilesystem: false',
    caughtBy: restricted,
  },
  {
    name: 'containers keep their capabilities',
    file: 'stacks/cluster/restricted-pod.ts',
    find: `drop: ['ALL']`,
    replace: 'drop: []',
    caughtBy: restricted,
  },
  {
    name: 'services get a token for the API server',
    file: 'stacks/cluster/restricted-pod.ts',
    find: 'automountServiceAccountToken: false',
    replace: 'automountServiceAccountToken: true',
    caughtBy: restricted,
  },
  {
    name: 'services have no writable folder',
    file: 'stacks/app/workload-pod.ts',
    find: `[...volumeMounts, { name: 'scratch', mountPath: '/tmp' }]`,
    replace: 'volumeMounts',
    caughtBy: writable,
  },
  {
    name: 'MySQL has no folder for its socket',
    file: 'stacks/app/mysql-container.ts',
    find: `{ name: 'run', mountPath: '/var/run/mysqld' },`,
    replace: '',
    caughtBy: writable,
  },
  {
    name: 'dumps are written to the wrong folder',
    file: 'stacks/app/dump-pod.ts',
    find: `mountPath: '/dumps'`,
    replace: `mountPath: '/dump'`,
    caughtBy: writable,
  },
  {
    name: 'the signing keys are not mounted',
    file: 'stacks/app/backend-module.ts',
    find: 'files: [keyFiles, authorities]',
    replace: 'files: [authorities]',
    caughtBy: {
      file: 'stacks/app/app.spec.ts',
      test: 'the app of local > mounts keys as a directory, which the kubelet updates, and checks for new keys every five minutes',
    },
  },
  {
    name: 'the volume of the data is not mounted',
    file: 'stacks/app/mysql-container.ts',
    find: `      data,
      { name: 'run'`,
    replace: `      { name: 'run'`,
    caughtBy: mounted,
  },
];
