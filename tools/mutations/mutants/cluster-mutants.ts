import type { Mutant } from '../mutant.ts';

const cluster = 'stacks/cluster/auto-mode-cluster.spec.ts';
const refusals = 'stacks/config/refusals.spec.ts';

/** The EKS cluster: what `@pulumi/eks` makes, who may use the Kubernetes API, and how the API server is reached. */
export const clusterMutants: readonly Mutant[] = [
  {
    name: 'EKS adds the creator as an administrator, who has an entry already',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'transforms: [creatorIsNoAdministrator, ',
    replace: 'transforms: [',
    caughtBy: { file: cluster, test: 'the EKS cluster > does not make its creator an administrator' },
  },
  {
    name: 'CI’s deploy role has two entries',
    file: 'stacks/cluster/access-entries.ts',
    find: `if (ci && !isListed('deploy'))`,
    replace: 'if (ci)',
    caughtBy: {
      file: cluster,
      test: 'the access entries > name every principal once, also CI’s roles among the administrators',
    },
  },
  {
    name: 'a cluster without an administrator is accepted',
    file: 'stacks/config/schema.ts',
    find: 'ci === undefined && cluster.admins.length === 0',
    replace: 'false',
    caughtBy: {
      file: refusals,
      test: 'configuration > with no administrator of the cluster (dev) fails before any resource is declared',
    },
  },
  {
    name: 'whoever runs the program is not checked',
    file: 'stacks/index.ts',
    find: 'await checkCaller({ admins, prefix, accountId, hasCi: config.ci !== undefined }, provider);',
    replace: '',
    caughtBy: {
      file: 'stacks/cluster/caller.spec.ts',
      test: 'the caller of the program > is checked before anything is created',
    },
  },
  {
    name: 'nodes may not join the cluster',
    file: 'stacks/cluster/access-entries.ts',
    find: `, type: eks.AccessEntryType.EC2 },`,
    replace: ' },',
    caughtBy: {
      file: cluster,
      test: 'the EKS cluster > has no built-in node pool, hence no node role, and an access entry for the nodes of its own pool',
    },
  },
  {
    name: 'a node role is set without a built-in pool, which EKS refuses',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'computeConfig: { nodePools: [] }',
    replace: 'computeConfig: { nodePools: [], nodeRoleArn: roles.node.arn }',
    caughtBy: {
      file: cluster,
      test: 'the EKS cluster > has no built-in node pool, hence no node role, and an access entry for the nodes of its own pool',
    },
  },
  {
    name: 'the CoreDNS add-on waits for nodes that do not run it',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'corednsAddonOptions: { enabled: false },',
    replace: '',
    caughtBy: {
      file: cluster,
      test: 'the EKS cluster > has no add-on for DNS, and no role for nodes outside Auto Mode',
    },
  },
  {
    name: 'the AWS profile of a laptop is a change for CI',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'providerCredentialOpts: {},',
    replace: '',
    caughtBy: { file: cluster, test: 'the EKS cluster > keeps the profile of whoever deploys out of the state' },
  },
  {
    name: 'EKS may place the API server into a public subnet, which no webhook admits',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'privateSubnetIds: [...network.controlPlane.ids],',
    replace: 'privateSubnetIds: [...network.controlPlane.ids], publicSubnetIds: [...network.public.ids],',
    caughtBy: {
      file: cluster,
      test: 'the interfaces of the API server > stand in private subnets only, which every network policy for it admits, in any network',
    },
  },
  {
    name: 'the webhook of External Secrets does not admit the API server of one zone',
    file: 'stacks/cluster/external-secrets.ts',
    find: 'peers: cluster.apiServerInterfaces,',
    replace: 'peers: cluster.apiServerInterfaces.slice(1),',
    caughtBy: {
      file: cluster,
      test: 'the interfaces of the API server > stand in private subnets only, which every network policy for it admits, in any network',
    },
  },
  {
    name: 'an API server that nobody can reach is accepted',
    file: 'stacks/config/cluster-section.ts',
    find: 'value.publicAccessFrom.length === 0 && !admitsPrivately(value) && !value.accessHost',
    replace: 'false',
    caughtBy: {
      file: refusals,
      test: 'configuration > with an API server that nobody can reach (dev) fails before any resource is declared',
    },
  },
  {
    name: 'the access host is not admitted to the API server',
    file: 'stacks/cluster/api-access.ts',
    find: 'if (accessHost) this.admit(',
    replace: 'if (accessHost && false) this.admit(',
    caughtBy: {
      file: 'stacks/cluster/api-access.spec.ts',
      test: 'a private API server > admits each network, each security group and the access host, on port 443',
    },
  },
  {
    name: 'objects of the cluster are created before the deployer may reach it',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'dependsOn: [apiAccess, ',
    replace: 'dependsOn: [',
    caughtBy: {
      file: 'stacks/cluster/api-access.spec.ts',
      test: 'a private API server > is open to the deployer before the first object in the cluster, and until the last one is deleted',
    },
  },
  {
    name: 'the access host has a public address',
    file: 'stacks/aws/access-host.ts',
    find: 'associatePublicIpAddress: false',
    replace: 'associatePublicIpAddress: true',
    caughtBy: {
      file: 'stacks/aws/access-host.spec.ts',
      test: 'the access host > has no public address, and stands in a private subnet',
    },
  },
];
