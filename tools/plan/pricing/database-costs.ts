import { type CostLine, hourly, metered } from './cost-lines.ts';
import type { Pricer, Pricers } from './pricer.ts';
import type { Prices } from './prices.ts';

/** GB that Aurora is assumed to store. It bills the stored amount, and a new installation stores less than this. */
const auroraGb = 10;

/** A standby is a second instance with a second disk. Automatic backups up to the size of the disk are free. */
const instance: Pricer = ({ inputs }, { prices, runningHours }) => {
  const count = inputs.multiAz === true ? 2 : 1;
  const type = String(inputs.instanceClass);
  return [
    hourly(type, prices, `rds.${type}`, { count, hours: runningHours }),
    metered('gp3 storage', prices, 'rds.gp3', Number(inputs.allocatedStorage) * count, 'GB-month'),
    ...masterSecret(inputs, prices),
  ];
};

const auroraCluster: Pricer = ({ inputs }, { prices }) => [
  metered('storage', prices, 'aurora.storage', auroraGb, 'GB-month'),
  ...masterSecret(inputs, prices),
];

/**
 * An instance of an Aurora cluster. The app's readiness probes query the database every few seconds, so a minimum
 * capacity of 0 never pauses it. The lowest billed capacity is then half a unit.
 */
const clusterInstance: Pricer = ({ inputs, references }, { prices, usage, graph, runningHours }) => {
  if (inputs.instanceClass !== 'db.serverless') {
    const type = String(inputs.instanceClass);
    return [hourly(type, prices, `rds.${type}`, { hours: runningHours })];
  }
  const cluster = graph.all('aws:rds/cluster:Cluster').find(({ urn }) => references.includes(urn));
  const { minCapacity = 0, maxCapacity = 1 } = (cluster?.inputs.serverlessv2ScalingConfiguration ?? {}) as {
    minCapacity?: number;
    maxCapacity?: number;
  };
  const units = Math.max(0.5, minCapacity + usage.load * (maxCapacity - minCapacity));
  return [hourly('Aurora capacity units', prices, 'aurora.acu', { count: units, hours: runningHours })];
};

/**
 * Copies in another region, at the prices of this one. They are assumed to be as large as the disk, and as much to be sent in a
 * month. The first copy is whole, later ones are the changes and the transaction logs.
 */
const copies: Pricer = ({ references }, { prices, graph }) => {
  const source = graph.all('aws:rds/instance:Instance').find(({ urn }) => references.includes(urn));
  const gb = Number(source?.inputs.allocatedStorage);
  return [
    metered('copies stored', prices, 'rds.backup', gb, 'GB-month'),
    metered('sent to the other region', prices, 'rds.transfer', gb, 'GB'),
  ];
};

/** RDS creates a secret for the master password. */
function masterSecret(inputs: Readonly<Record<string, unknown>>, prices: Prices): CostLine[] {
  return inputs.manageMasterUserPassword === true ? [metered('secret RDS makes', prices, 'secret', 1, 'month')] : [];
}

export const databasePricers: Pricers = {
  'aws:rds/instance:Instance': instance,
  'aws:rds/cluster:Cluster': auroraCluster,
  'aws:rds/clusterInstance:ClusterInstance': clusterInstance,
  'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication': copies,
};
