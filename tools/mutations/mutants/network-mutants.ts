import type { Mutant } from '../mutant.ts';

const policies = 'stacks/cluster/network-policies.spec.ts';
const rules = 'tools/cluster/network-rules.spec.ts';

/** Who may connect to whom, in the cluster and in the VPC. */
export const networkMutants: readonly Mutant[] = [
  {
    name: 'web may reach anything on port 4000',
    file: 'stacks/app/web.ts',
    find: `peers: [pods('auth'), pods('tasks')]`,
    replace: 'peers: []',
    caughtBy: { file: policies, test: 'the network policies of local > name the peers and the ports of every rule' },
  },
  {
    name: 'web may reach a database',
    file: 'stacks/app/web.ts',
    find: 'ports: [apiPort] }]',
    replace: 'ports: [apiPort, 3306] }]',
    caughtBy: { file: policies, test: 'the network policies of local > let web reach both APIs and the resolver only' },
  },
  {
    name: 'every workload can be called from any address',
    file: 'stacks/cluster/network-policies.ts',
    find: 'from: [...peers]',
    replace: 'from: []',
    caughtBy: { file: policies, test: 'the network policies of prod > name the peers and the ports of every rule' },
  },
  {
    name: 'pods of every namespace may call the database',
    file: 'stacks/app/database-in-cluster.ts',
    find: `podsIn('taskyard', 'tasks'),`,
    replace: '{ namespaceSelector: {} },',
    caughtBy: { file: policies, test: 'the network policies of local > admit other namespaces by name only' },
  },
  {
    name: 'pods of every namespace may read the metrics',
    file: 'stacks/app/workload.ts',
    find: 'podsIn(cluster.monitoringNamespace)',
    replace: '{ namespaceSelector: {} }',
    caughtBy: { file: policies, test: 'the network policies of prod > admit other namespaces by name only' },
  },
  {
    name: 'auth and tasks may reach the whole internet on the port of the database',
    file: 'stacks/app/backend-module.ts',
    find: '{ peers: database.peers,',
    replace: `{ peers: [{ ipBlock: { cidr: '0.0.0.0/0' } }],`,
    caughtBy: {
      file: policies,
      test: 'the network policies of prod > open the internet only to pods that call AWS, on port 443',
    },
  },
  {
    name: 'pods that call AWS may read the credentials of their node',
    file: 'stacks/cluster/network-policies.ts',
    find: `, except: ['169.254.169.254/32']`,
    replace: '',
    caughtBy: {
      file: policies,
      test: 'the network policies of prod > keep every pod from the credentials of its node',
    },
  },
  {
    name: 'a namespace denies no egress by default',
    file: 'stacks/cluster/restricted-namespace.ts',
    find: `podSelector: {}, policyTypes: ['Ingress', 'Egress']`,
    replace: `podSelector: {}, policyTypes: ['Ingress']`,
    caughtBy: {
      file: 'stacks/app/app.spec.ts',
      test: 'the app of local > denies all traffic of every namespace by default',
    },
  },
  {
    name: 'the load balancer reaches no service',
    file: 'stacks/app/app-topology.ts',
    find: '? ingressPeers : []',
    replace: '? [] : ingressPeers',
    caughtBy: {
      file: rules,
      test: 'the network rules > allow in local: the ingress controller to the services, web to both APIs, and clients of the database',
    },
  },
  {
    name: 'EKS accepts network policies and ignores them',
    file: 'stacks/cluster/cluster-setup.ts',
    find: `'enable-network-policy-controller': 'true'`,
    replace: `'enable-network-policy-controller': 'false'`,
    caughtBy: {
      file: 'stacks/aws/aws.spec.ts',
      test: 'the AWS resources of prod > makes Auto Mode enforce network policies',
    },
  },
  {
    name: 'the security group of the database is open to the internet',
    file: 'stacks/aws/managed-database.ts',
    find: 'referencedSecurityGroupId: args.clientGroupId',
    replace: `cidrIpv4: '0.0.0.0/0'`,
    caughtBy: {
      file: 'stacks/aws/aws.spec.ts',
      test: 'the AWS resources of prod > opens no security group to the internet',
    },
  },
];
