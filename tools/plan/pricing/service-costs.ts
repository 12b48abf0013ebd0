import type { Pricer } from './cost.ts';
import { metered } from './cost-lines.ts';

/** Ingestion is what costs; keeping a GB costs a twentieth of it a month and is left out. */
const logGroup: Pricer = ({ inputs }, { prices, usage }) => {
  const name = String(inputs.name);
  const gb = name.endsWith('/flow-logs')
    ? usage.logGb.flow
    : name.startsWith('/aws/eks/')
      ? usage.logGb.cluster
      : undefined;
  if (gb === undefined)
    throw new Error(`how much is written to the log group ${name} is not in the stack's usage.logGb`);
  return [metered('written', prices, 'logs.gb', gb, 'GB')];
};

const key: Pricer = (_, { prices }) => [metered('key', prices, 'kms.key', 1, 'month')];

const secret: Pricer = (_, { prices }) => [metered('secret', prices, 'secret', 1, 'month')];

const repository: Pricer = ({ type }, { prices, usage, graph }) => [
  metered('images', prices, 'ecr.gb', usage.imageGb / graph.all(type).length, 'GB-month'),
];

export const servicePricers: Readonly<Record<string, Pricer>> = {
  'aws:cloudwatch/logGroup:LogGroup': logGroup,
  'aws:kms/key:Key': key,
  'aws:secretsmanager/secret:Secret': secret,
  'aws:ecr/repository:Repository': repository,
};
