import { metered } from './cost-lines.ts';
import type { Pricer, Pricers } from './pricer.ts';
import { hoursPerMonth } from './prices.ts';

/** Only ingestion is counted. Storing a GB costs a twentieth of it a month. */
const logGroup: Pricer = ({ type, inputs }, { prices, usage, graph }) => {
  const name = String(inputs.name);
  // A few lines for each NAT instance.
  if (name.endsWith('/nat-check')) return [];
  if (name.startsWith('/aws/rds/')) {
    const groups = graph.all(type).filter((other) => String(other.inputs.name).startsWith('/aws/rds/'));
    return [metered('written', prices, 'logs.gb', usage.logGb.database / groups.length, 'GB')];
  }
  const gb = name.endsWith('/flow-logs')
    ? usage.logGb.flow
    : name.startsWith('/aws/eks/')
      ? usage.logGb.cluster
      : name.startsWith('aws-waf-logs-')
        ? usage.logGb.waf
        : undefined;
  if (gb === undefined) throw new Error(`usage.logGb does not say how much is written to the log group ${name}`);
  return [metered('written', prices, 'logs.gb', gb, 'GB')];
};

const daysPerMonth = hoursPerMonth / 24;

const key: Pricer = (_, { prices }) => [metered('key', prices, 'kms.key', 1, 'month')];

const secret: Pricer = (_, { prices }) => [metered('secret', prices, 'secret', 1, 'month')];

const repository: Pricer = ({ type }, { prices, usage, graph }) => [
  metered('images', prices, 'ecr.gb', usage.imageGb / graph.all(type).length, 'GB-month'),
];

/** A line of an access log has some 700 bytes, and a sixth of it when it is compressed. */
const accessLogGbPerMillion = 0.12;

/** The only bucket of a stack holds the load balancer's access logs, for the days of its lifecycle rule. Writing them costs cents. */
const bucket: Pricer = (_, { prices, usage, graph }) => {
  const [rules] = graph
    .all(':BucketLifecycleConfiguration')
    .map(({ inputs }) => inputs.rules as { expiration: { days: number } }[]);
  const months = (rules?.[0]?.expiration.days ?? Number.NaN) / daysPerMonth;
  const gb = usage.requestsMillion * accessLogGbPerMillion * months;
  return [metered('access logs', prices, 's3.gb', gb, 'GB-month')];
};

export const servicePricers: Pricers = {
  'aws:cloudwatch/logGroup:LogGroup': logGroup,
  'aws:kms/key:Key': key,
  'aws:secretsmanager/secret:Secret': secret,
  'aws:ecr/repository:Repository': repository,
  'aws:s3/bucket:Bucket': bucket,
};
