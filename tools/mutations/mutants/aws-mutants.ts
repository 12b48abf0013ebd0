import type { Mutant } from '../mutant.ts';

const aws = 'stacks/aws/aws.spec.ts';
const network = 'stacks/aws/network.spec.ts';
const identity = 'stacks/aws/pod-role.spec.ts';
const policies = {
  file: 'stacks/policies/policies.spec.ts',
  test: 'the stack prod > follows every rule, except where it has an exemption with a reason',
};

/** The AWS account: network, identities, encryption, images, logs. */
export const awsMutants: readonly Mutant[] = [
  {
    name: 'the API server is public by default',
    file: 'stacks/cluster/auto-mode-cluster.ts',
    find: 'endpointPublicAccess: settings.publicAccessFrom.length > 0',
    replace: 'endpointPublicAccess: true',
    caughtBy: policies,
  },
  {
    name: 'the database has a public address',
    file: 'stacks/aws/rds-instance.ts',
    find: 'publiclyAccessible: false',
    replace: 'publiclyAccessible: true',
    caughtBy: policies,
  },
  {
    name: 'flow logs are kept for ever',
    file: 'stacks/aws/flow-logs.ts',
    find: ', retentionInDays: retentionDays',
    replace: '',
    caughtBy: policies,
  },
  {
    name: 'disks of pods are not encrypted',
    file: 'stacks/cluster/cluster-setup.ts',
    find: `encrypted: 'true'`,
    replace: `encrypted: 'false'`,
    caughtBy: policies,
  },
  {
    name: 'only the first zone has a route to the internet',
    file: 'stacks/aws/nat-gateways.ts',
    find: 'gateways[index] ?? gateways[0]',
    replace: 'gateways[index]',
    caughtBy: { file: network, test: 'the network of staging > gives every zone a route to the internet' },
  },
  {
    name: 'every zone depends on the gateway of the first',
    file: 'stacks/aws/nat-gateways.ts',
    find: 'gateways[index] ?? gateways[0]',
    replace: 'gateways[0]',
    caughtBy: {
      file: network,
      test: 'the network of a stack with a gateway per zone > has no zone that depends on another for the internet',
    },
  },
  {
    name: 'pods of other service accounts may use a role',
    file: 'stacks/aws/trust.ts',
    find: `'aws:RequestTag/kubernetes-service-account': serviceAccount,`,
    replace: '',
    caughtBy: {
      file: identity,
      test: 'the AWS roles of pods in prod > trust one service account of one namespace of the cluster',
    },
  },
  {
    name: 'External Secrets gets no AWS role',
    file: 'stacks/cluster/external-secrets.ts',
    find: 'serviceAccount: namespace,',
    replace: `serviceAccount: 'default',`,
    caughtBy: { file: identity, test: 'the AWS roles of pods in prod > belong to service accounts that pods use' },
  },
  {
    name: 'the program runs in any account that the credentials belong to',
    file: 'stacks/aws/account.ts',
    find: 'allowedAccountIds: [account.id],',
    replace: '',
    caughtBy: {
      file: aws,
      test: 'the AWS resources of prod > are created in the account and the region of the stack only',
    },
  },
  {
    name: 'stored secrets use the default key of AWS',
    file: 'stacks/aws/stored-secrets.ts',
    find: 'kmsKeyId: args.keyArn, ',
    replace: '',
    caughtBy: {
      file: aws,
      test: 'the AWS resources of prod > stores the four secrets in Secrets Manager, write-only and encrypted with their own key',
    },
  },
  {
    name: 'the database uses the default key of AWS',
    file: 'stacks/aws/rds-instance.ts',
    find: 'kmsKeyId: args.storageKeyArn,',
    replace: '',
    caughtBy: {
      file: aws,
      test: 'the AWS resources of prod > encrypts the database with its own key, and accepts connections over TLS only',
    },
  },
  {
    name: 'an image tag may move to another image',
    file: 'stacks/aws/registry.ts',
    find: `'IMMUTABLE'`,
    replace: `'MUTABLE'`,
    caughtBy: {
      file: aws,
      test: 'the AWS resources of prod > scans images, never lets a tag move, and keeps the last ten releases',
    },
  },
  {
    name: 'the load balancer serves pages without TLS',
    file: 'stacks/cluster/alb-ingress-class.ts',
    find: `'alb.ingress.kubernetes.io/ssl-redirect': '443',`,
    replace: '',
    caughtBy: {
      file: aws,
      test: 'the AWS resources of prod > has a certificate validated by DNS, a redirect to HTTPS, and a DNS alias',
    },
  },
];
