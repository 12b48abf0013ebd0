import type { CostLine } from './cost-lines.ts';
import { metered } from './cost-lines.ts';
import type { Prices } from './prices.ts';

/** Something that a stack needs, is billed to its account, and was made before the stack. */
export interface AccountResource {
  readonly type: string;
  readonly name: string;
  readonly costs: readonly CostLine[];
}

/**
 * What exists before the first update of a stack on AWS. Of the state's bucket, some MB of files cost less than a cent.
 * `docs/runbooks/bootstrap.md` says how both are made.
 */
export function accountResources(prices: Prices): AccountResource[] {
  return [
    {
      type: 'aws:kms/key:Key',
      name: 'state-key',
      costs: [metered("the key of the stack's state", prices, 'kms.key', 1, 'month')],
    },
    { type: 'aws:route53/zone:Zone', name: 'hosted-zone', costs: [metered('zone', prices, 'zone', 1, 'month')] },
  ];
}
