import type { Pricer } from './cost.ts';
import { hourly, metered } from './cost-lines.ts';

/** GB Aurora is assumed to store: it bills what is there, and a new installation holds less than its smallest unit. */
const auroraGb = 10;

/** A standby is a second machine with a second disk. Automatic backups up to the size of the disk are free. */
const instance: Pricer = ({ inputs }, { prices, awakeHours }) => {
  const count = inputs.multiAz === true ? 2 : 1;
  const type = String(inputs.instanceClass);
  return [
    hourly(type, prices, `rds.${type as `db.${string}`}`, { count, hours: awakeHours }),
    metered('gp3 storage', prices, 'rds.gp3', Number(inputs.allocatedStorage) * count, 'GB-month'),
    ...masterSecret(inputs, prices),
  ];
};

const cluster: Pricer = ({ inputs }, { prices }) => [
  metered('storage', prices, 'aurora.storage', auroraGb, 'GB-month'),
  ...masterSecret(inputs, prices),
];

/**
 * A member of an Aurora cluster. While the app runs, its readiness probes ask the database every few seconds: a minimum of
 * 0 pauses nothing, and the least capacity that serves is half a unit.
 */
const member: Pricer = ({ inputs, references }, { prices, usage, graph, awakeHours }) => {
  if (inputs.instanceClass !== 'db.serverless') {
    const type = String(inputs.instanceClass);
    return [hourly(type, prices, `rds.${type as `db.${string}`}`, { hours: awakeHours })];
  }
  const owner = graph.all('aws:rds/cluster:Cluster').find(({ urn }) => references.includes(urn));
  const { minCapacity = 0, maxCapacity = 1 } = (owner?.inputs.serverlessv2ScalingConfiguration ?? {}) as {
    minCapacity?: number;
    maxCapacity?: number;
  };
  const units = Math.max(0.5, minCapacity + usage.load * (maxCapacity - minCapacity));
  return [hourly('Aurora capacity units', prices, 'aurora.acu', { count: units, hours: awakeHours })];
};

/** RDS keeps the master password in a secret it makes itself. */
function masterSecret(inputs: Readonly<Record<string, unknown>>, prices: Parameters<Pricer>[1]['prices']) {
  return inputs.manageMasterUserPassword === true ? [metered('secret RDS makes', prices, 'secret', 1, 'month')] : [];
}

export const databasePricers: Readonly<Record<string, Pricer>> = {
  'aws:rds/instance:Instance': instance,
  'aws:rds/cluster:Cluster': cluster,
  'aws:rds/clusterInstance:ClusterInstance': member,
};
