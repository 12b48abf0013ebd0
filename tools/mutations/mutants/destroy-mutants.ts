import type { Mutant } from '../mutant.ts';

const file = 'stacks/destroy-order.spec.ts';

/** The order in which a stack is destroyed, and what a mistake may not destroy. */
export const destroyMutants: readonly Mutant[] = [
  {
    name: 'the load balancer is left behind when the cluster is deleted',
    file: 'stacks/app/app-ingress.ts',
    find: 'const child = { parent: this, dependsOn',
    replace: 'const child = { parent: this, deletedWith: cluster.deletedWith, dependsOn',
    caughtBy: {
      file,
      test: 'destroying prod > waits for load balancers and volumes: they are not deleted with the cluster',
    },
  },
  {
    name: 'the Ingress is removed after the services behind it',
    file: 'stacks/app/application.ts',
    find: 'appIngress({ dependsOn: services })',
    replace: 'appIngress()',
    caughtBy: { file, test: 'destroying local > removes the Ingress before the services behind it' },
  },
  {
    name: 'objects in the cluster are deleted one by one after the cluster',
    file: 'stacks/cluster/target-cluster.ts',
    find: '? { parent, deletedWith: cluster.deletedWith }',
    replace: '? { parent }',
    caughtBy: { file, test: 'destroying prod on AWS > deletes other objects together with the cluster' },
  },
  {
    name: 'External Secrets is removed before its ExternalSecrets',
    file: 'stacks/cluster/external-secrets.ts',
    find: 'dependsOn: [release]',
    replace: 'dependsOn: []',
    caughtBy: { file, test: 'destroying prod on AWS > removes External Secrets after the last ExternalSecret' },
  },
  {
    name: 'the network is removed before the nodes that use it',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'dependsOn: [roles, logs, ...network.egress]',
    replace: 'dependsOn: [roles, logs]',
    caughtBy: { file, test: 'destroying prod on AWS > removes what uses the network before the network' },
  },
  {
    name: 'the database of prod may be deleted',
    file: 'stacks/aws/rds-instance.ts',
    find: 'deletionProtection: args.protected',
    replace: 'deletionProtection: false',
    caughtBy: {
      file: 'stacks/differences.spec.ts',
      test: 'the stacks differ only in their values > prod protects its cluster, database, keys, secrets and images from deletion',
    },
  },
  {
    name: 'the keys of prod may be deleted',
    file: 'stacks/aws/encryption-keys.ts',
    find: 'protect: args.protected }',
    replace: 'protect: false }',
    caughtBy: {
      file: 'stacks/differences.spec.ts',
      test: 'the stacks differ only in their values > prod protects its cluster, database, keys, secrets and images from deletion',
    },
  },
  {
    name: 'the database of prod is deleted without a final snapshot',
    file: 'stacks/aws/rds-instance.ts',
    find: 'skipFinalSnapshot: !args.protected',
    replace: 'skipFinalSnapshot: true',
    caughtBy: {
      file: 'stacks/differences.spec.ts',
      test: 'the stacks differ only in their values > prod protects its cluster, database, keys, secrets and images from deletion',
    },
  },
];
