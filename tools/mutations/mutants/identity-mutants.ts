import type { Mutant } from '../mutant.ts';

const permissions = 'stacks/aws/ci-permissions.spec.ts';
const ci = 'the permissions of CI in prod';
const drift = 'stacks/cluster/drift-reader.spec.ts';

/** Roles in AWS and in the cluster. */
export const identityMutants: readonly Mutant[] = [
  {
    name: 'a role of the stack has no permissions boundary',
    file: 'stacks/aws/role.ts',
    find: 'permissionsBoundary: boundaryArn(accountId), ',
    replace: '',
    caughtBy: { file: permissions, test: 'the roles of prod > all have the boundary' },
  },
  {
    name: 'the boundary lets a role take itself off',
    file: 'stacks/aws/permissions-boundary.ts',
    find: `Action: ['iam:DeleteRole', 'iam:TagRole'`,
    replace: `Action: ['iam:*', 'iam:DeleteRole', 'iam:TagRole'`,
    caughtBy: {
      file: permissions,
      test: `${ci} > does not let a role with every permission create a role without the boundary`,
    },
  },
  {
    name: 'the preview role reads the state of other stacks',
    file: 'stacks/aws/ci-permissions.ts',
    find: 'stateObject(stack, `stacks/$',
    replace: 'stateObject(stack, `stacks/*`), stateObject(stack, `stacks/$',
    caughtBy: {
      file: permissions,
      test: `${ci} > lets no role read the state of another stack`,
    },
  },
  {
    name: 'the deploy role passes roles to any service',
    file: 'stacks/aws/permissions-boundary.ts',
    find: `  'ec2.amazonaws.com',`,
    replace: `  'ec2.amazonaws.com',\n  'glue.amazonaws.com',`,
    caughtBy: {
      file: permissions,
      test: `${ci} > does not let deploy pass a role to a service that no stack uses`,
    },
  },
  {
    name: 'the drift check cannot read node pools',
    file: 'stacks/cluster/drift-reader.ts',
    find: `  { apiGroups: ['karpenter.sh'], resources: ['nodepools'] },\n`,
    replace: '',
    caughtBy: { file: drift, test: 'what CI reads in the cluster of prod > is every object that the program creates' },
  },
  {
    name: 'Helm keeps its releases in Secrets',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: `helmReleaseSettings: { driver: 'configmap' },`,
    replace: '',
    caughtBy: {
      file: drift,
      test: 'what CI reads in the cluster of prod > includes Helm’s releases, which are in ConfigMaps',
    },
  },
];
