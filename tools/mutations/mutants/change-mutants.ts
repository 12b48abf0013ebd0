import type { Mutant } from '../mutant.ts';

const changes = 'stacks/app/changes.spec.ts';
const generations = 'stacks/app/password-generations.spec.ts';
const destroy = 'stacks/destroy-order.spec.ts';

/** What a change of a running stack replaces, rolls and keeps. */
export const changeMutants: readonly Mutant[] = [
  {
    name: 'a new value of a Secret replaces it and the pods that use it',
    file: 'stacks/cluster/target-cluster.ts',
    find: 'enableSecretMutable: true',
    replace: 'enableSecretMutable: false',
    caughtBy: { file: changes, test: 'a change of prod > updates Secrets and ConfigMaps in place' },
  },
  {
    name: 'a new certificate authority replaces its ConfigMap and the pods that use it',
    file: 'stacks/cluster/target-cluster.ts',
    find: 'enableConfigMapMutable: true',
    replace: 'enableConfigMapMutable: false',
    caughtBy: { file: changes, test: 'a change of local > updates Secrets and ConfigMaps in place' },
  },
  {
    name: 'running pods keep the former passwords',
    file: 'stacks/app/backend-module.ts',
    find: `'taskyard/generation': String(context.generation),`,
    replace: '',
    caughtBy: {
      file: changes,
      test: 'a change of prod > rolls the backend for new passwords and authorities, and web for neither',
    },
  },
  {
    name: 'running pods keep the former certificate authorities',
    file: 'stacks/app/backend-module.ts',
    find: `'taskyard/database-authorities': fingerprint(database.authorities),`,
    replace: '',
    caughtBy: {
      file: changes,
      test: 'a change of prod > rolls the backend for new passwords and authorities, and web for neither',
    },
  },
  {
    name: 'a failed Job is never run again',
    file: 'stacks/app/database-job.ts',
    find: `'pulumi.com/replaceUnready': 'true'`,
    replace: `'pulumi.com/replaceUnready': 'false'`,
    caughtBy: { file: changes, test: 'a change of prod > runs a Job again that has not completed' },
  },
  {
    name: 'the previous passwords are forgotten',
    file: 'stacks/app/generated-secrets.ts',
    find: 'generation > 1 ? of(generation - 1, []) : current',
    replace: 'current',
    caughtBy: {
      file: generations,
      test: 'a generation of passwords of local > keeps those of the generation before in the state',
    },
  },
  {
    name: 'a forced destroy of a protected stack deletes its data',
    file: 'stacks/index.ts',
    find: 'config.protected || config.database.keepData',
    replace: 'config.database.keepData',
    caughtBy: {
      file: destroy,
      test: 'the data of a database in the cluster > is protected and kept in a protected stack',
    },
  },
  {
    name: 'a destroy of a protected stack is not refused',
    file: 'stacks/index.ts',
    find: 'protect: config.protected,',
    replace: 'protect: false,',
    caughtBy: {
      file: destroy,
      test: 'the data of a database in the cluster > is protected and kept in a protected stack',
    },
  },
  {
    name: 'the passwords of kept data are deleted',
    file: 'stacks/index.ts',
    find: '{ dependsOn: [secrets] },',
    replace: '{},',
    caughtBy: {
      file: destroy,
      test: 'the data of a database in the cluster > depends on its passwords and on no pod, so that `destroy --exclude-protected` keeps the one and deletes the other',
    },
  },
];
