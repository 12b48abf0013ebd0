import type { RecordedResource } from '../recorder/recorded-resource.ts';

interface Change {
  readonly action: string;
  readonly type: string;
  readonly properties: readonly { readonly path: string }[];
}

const dataLoss = 'data loss';
const dnsSwitch = 'minutes: a new load balancer, and DNS points to it later';

/** What users notice while a resource is replaced, by type. Types that are not listed have a successor before they go. */
const whileReplaced: Readonly<Record<string, string>> = {
  'aws:ec2/instance:Instance': 'minutes: no internet access for pods',
  'aws:ec2/natGateway:NatGateway': 'minutes: no internet access for pods',
  'aws:ecr/repository:Repository': `${dataLoss}: the images`,
  'aws:eks/cluster:Cluster': 'everything: destroy the stack and create it again',
  'aws:kms/key:Key': `${dataLoss}: what the key encrypts`,
  'aws:rds/cluster:Cluster': `${dataLoss}: a new, empty database`,
  'aws:rds/instance:Instance': `${dataLoss}: a new, empty database`,
  'kubernetes:apps/v1:Deployment': 'until new pods are ready',
  'kubernetes:apps/v1:StatefulSet': 'minutes: the database restarts',
  'kubernetes:core/v1:Namespace': 'everything in the namespace',
  'kubernetes:core/v1:PersistentVolumeClaim': `${dataLoss}: the volume`,
  'kubernetes:core/v1:Service': 'seconds',
  'kubernetes:networking.k8s.io/v1:Ingress': dnsSwitch,
};

/** Of these types, nothing is left after a deletion. */
const holdsData = /^aws:(ecr\/repository|kms\/key|rds\/(cluster|instance)):|:(PersistentVolumeClaim|Namespace)$/;

/**
 * The downtime of a change, as a short text; `undefined` when none is known. Source for RDS: its user guide, "Modifying an
 * Amazon RDS DB instance" and "Failing over a Multi-AZ DB instance" (60 to 120 seconds).
 */
export function downtimeOf({ action, type, properties }: Change, resource: RecordedResource): string | undefined {
  if (action === 'replace') return whileReplaced[type];
  if (action === 'delete') return holdsData.test(type) ? dataLoss : undefined;
  if (action !== 'update') return undefined;
  const changes = (...keys: string[]) =>
    properties.some(({ path }) => keys.some((key) => path === key || path.startsWith(`${key}.`)));
  if (type === 'aws:rds/instance:Instance') {
    if (changes('dbSubnetGroupName'))
      return resource.inputs.multiAz ? 'AWS refuses it with multiAz' : 'minutes: the database moves';
    if (changes('engineVersion')) return 'minutes: the database restarts';
    if (changes('instanceClass', 'multiAz'))
      return resource.inputs.multiAz ? '60 to 120 s: failover' : 'minutes: the database restarts';
  }
  if (type === 'aws:rds/cluster:Cluster' && changes('engineVersion')) return 'minutes: the database restarts';
  if (type === 'kubernetes:apps/v1:StatefulSet' && changes('spec.template')) return 'minutes: the database restarts';
  return undefined;
}
