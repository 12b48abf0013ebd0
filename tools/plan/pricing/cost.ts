import type { RecordedResource } from '../../recorder/recorded-resource.ts';
import { clusterPricers } from './cluster-costs.ts';
import type { CostLine } from './cost-lines.ts';
import { databasePricers } from './database-costs.ts';
import { isFree } from './free-types.ts';
import { networkPricers } from './network-costs.ts';
import type { CostBasis, Pricers } from './pricer.ts';
import { servicePricers } from './service-costs.ts';

const pricers: Pricers = {
  ...networkPricers,
  ...databasePricers,
  ...clusterPricers,
  ...servicePricers,
};

/** Resource types of a stack that have no pricer and are not listed as free. */
export class UnpricedTypeError extends Error {
  override readonly name = 'UnpricedTypeError';
  readonly types: readonly string[];

  constructor(types: readonly string[]) {
    super(
      `no price and not listed as free: ${types.join(', ')}; give each a price in tools/plan/pricing/ or a reason in free-types.ts`,
    );
    this.types = types;
  }
}

/**
 * The monthly bill of every resource that costs something, by URN. `basis` is undefined for a stack outside AWS: it may
 * declare only types that are free everywhere.
 *
 * @throws {UnpricedTypeError} naming all such types
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
    else if (!isFree(resource, basis !== undefined)) unpriced.add(resource.type);
  }
  if (unpriced.size > 0) throw new UnpricedTypeError([...unpriced].sort());
  return costs;
}
