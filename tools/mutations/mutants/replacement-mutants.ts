import type { Mutant } from '../mutant.ts';

const spec = 'stacks/cluster/replaced-with-vpc.spec.ts';

/** What another VPC, or another cluster, replaces, and what the plan says of changes. */
export const replacementMutants: readonly Mutant[] = [
  {
    name: 'the cluster is moved to another VPC, which EKS refuses',
    file: 'stacks/cluster/replaced-with-vpc.ts',
    find: 'replacementTrigger: vpcId, ',
    replace: '',
    caughtBy: {
      file: spec,
      test: 'another VPC > replaces the EKS cluster, the subnet group and the internet gateway, which AWS cannot move',
    },
  },
  {
    name: 'the subnet group gets subnets of another VPC, which RDS refuses',
    file: 'stacks/aws/managed-database.ts',
    find: '{ ...child, replacementTrigger: network.vpcId }',
    replace: 'child',
    caughtBy: {
      file: spec,
      test: 'another VPC > replaces the EKS cluster, the subnet group and the internet gateway, which AWS cannot move',
    },
  },
  {
    name: 'a replaced cluster loses its add-on and the identities of its pods',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'this.name = cluster.core.endpoint.apply(() => prefix);',
    replace: 'this.name = pulumi.output(prefix);',
    caughtBy: {
      file: spec,
      test: 'a replaced cluster > takes its add-on and the identities of its pods with it, because they name it by an output',
    },
  },
  {
    name: 'a replaced cluster stays empty',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'clusterIdentifier: cluster.core.endpoint',
    replace: 'clusterIdentifier: arn',
    caughtBy: {
      file: 'stacks/app/changes.spec.ts',
      test: 'a change of prod > keeps every object when the kubeconfig of the cluster changes',
    },
  },
  {
    name: 'the plan lists changes that the engine ignores',
    file: 'tools/plan/stack-change.ts',
    find: '    .filter((path) => !isIgnored(to, path))\n',
    replace: '',
    caughtBy: {
      file: 'tools/plan/change-report.spec.ts',
      test: 'a restored database > is not updated when its snapshotIdentifier leaves the configuration',
    },
  },
];
