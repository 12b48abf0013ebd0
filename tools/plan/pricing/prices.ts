import { type PriceTable, pricedRegions, readPriceTable } from './price-list.ts';
import type { PriceKey } from './price-sources.ts';

/** AWS bills hours; a month is a twelfth of a year of them. */
export const hoursPerMonth = 730;

/** After so many days a plan warns. AWS seldom changes list prices, and adds cheaper instance types more often. */
const maximumAgeDays = 90;

/** A price that is not in the list. Nothing is counted as free because its price is unknown. */
export class UnknownPriceError extends Error {
  override readonly name = 'UnknownPriceError';

  constructor(key: string, region: string) {
    super(
      `no price for ${key} in ${region}: add the key to tools/plan/pricing/prices/ and run npm run prices -- refresh --region ${region}`,
    );
  }
}

/** The list prices of one region. Remembers which prices were used, so that a plan can name their sources. */
export class Prices {
  readonly region: string;
  /** The day on which the prices were read, such as `2025-06-01`. */
  readonly asOf: string;
  readonly #prices: PriceTable['prices'];
  readonly #used = new Set<string>();

  /** @throws {UnknownPriceError} for a region without list prices */
  constructor(region: string) {
    const table = readPriceTable(region);
    if (table === undefined) throw new UnknownPriceError(`anything but ${pricedRegions().join(' and ')}`, region);
    this.region = region;
    this.asOf = table.asOf;
    this.#prices = table.prices;
  }

  /** US dollars for one unit. @throws {UnknownPriceError} */
  of(key: PriceKey): number {
    const price = this.#prices[key];
    if (price === undefined) throw new UnknownPriceError(key, this.region);
    this.#used.add(key);
    return price.usd;
  }

  /** The sources of the prices that were used, and the keys of those that are estimated instead of read. */
  provenance(): { readonly sources: readonly string[]; readonly estimated: readonly string[] } {
    const used = [...this.#used].map((key) => ({ key, price: this.#prices[key] }));
    return {
      sources: [...new Set(used.flatMap(({ price }) => price?.source ?? []))].sort(),
      estimated: used.filter(({ price }) => price?.estimated === true).map(({ key }) => key),
    };
  }
}

/** A sentence for prices that are older than 90 days; undefined for newer ones. */
export function ageWarning({ region, asOf }: Pick<Prices, 'region' | 'asOf'>, now: Date): string | undefined {
  const days = Math.floor((now.getTime() - Date.parse(asOf)) / (24 * 3600 * 1000));
  if (days <= maximumAgeDays) return undefined;
  return `the prices of ${region} are ${days} days old: run npm run prices -- refresh --region ${region}`;
}
