import type { Usage } from '../../../stacks/config/schema.ts';
import type { RecordedResource } from '../../recorder/declaration.ts';
import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import { clusterPricers } from './cluster-costs.ts';
import { databasePricers } from './database-costs.ts';
import { freeReason } from './free-types.ts';
import { networkPricers } from './network-costs.ts';
import type { Prices } from './prices.ts';
import { servicePricers } from './service-costs.ts';

/** One item of a resource's bill. */
export interface CostLine {
  /** What is billed and how the sum comes about, such as `730 h × $0.10`. */
  readonly what: string;
  readonly monthlyUsd: number;
}

/** What a price is worked out from. */
export interface CostBasis {
  readonly graph: RecordedGraph;
  readonly prices: Prices;
  readonly usage: Usage;
  /** Hours a month in which nodes and the database run: all of them, unless the stack sleeps. */
  readonly awakeHours: number;
}

export type Pricer = (resource: RecordedResource, basis: CostBasis) => CostLine[];

const pricers: Readonly<Record<string, Pricer>> = {
  ...networkPricers,
  ...databasePricers,
  ...clusterPricers,
  ...servicePricers,
};

/** Resource types a stack declares that are neither priced nor declared free. */
export class UnpricedTypeError extends Error {
  override readonly name = 'UnpricedTypeError';
  readonly types: readonly string[];

  constructor(types: readonly string[]) {
    super(
      `neither priced nor declared free: ${types.join(', ')}; give each a price in tools/plan/pricing/ or a reason in free-types.ts`,
    );
    this.types = types;
  }
}

/**
 * The monthly bill of every resource that has one, by URN. `basis` is undefined for a stack outside AWS, where only what
 * is free anywhere may be declared.
 *
 * @throws {UnpricedTypeError} naming every such type at once
 * @throws {UnknownPriceError} for a size or region without a price
 */
export function costsOf(
  resources: readonly RecordedResource[],
  basis: CostBasis | undefined,
): ReadonlyMap<string, readonly CostLine[]> {
  const unpriced = new Set<string>();
  const costs = new Map<string, readonly CostLine[]>();
  for (const resource of resources) {
    const pricer = basis && pricers[resource.type];
    if (pricer) costs.set(resource.urn, pricer(resource, basis));
    else if (freeReason(resource, basis !== undefined) === undefined) unpriced.add(resource.type);
  }
  if (unpriced.size > 0) throw new UnpricedTypeError([...unpriced].sort());
  return costs;
}
