import { type Price, type PricedRegion, pricedRegions, priceList } from './price-list.ts';

/** AWS bills hours; a month is a twelfth of a year of them. */
export const hoursPerMonth = 730;

/** Instance types come from the configuration, so their keys are checked when the price is looked up. */
export type PriceKey = keyof typeof priceList | `ec2.${string}` | `rds.${string}`;

/** A price that is not in the list. Nothing is counted as free because its price is unknown. */
export class UnknownPriceError extends Error {
  override readonly name = 'UnknownPriceError';

  constructor(key: string, region: string) {
    super(`no price for ${key} in ${region}: add it with its source to tools/plan/pricing/price-list.ts`);
  }
}

/** The list prices of one region. Remembers which prices were used, so that a plan can name their sources. */
export class Prices {
  readonly region: PricedRegion;
  readonly #used = new Set<PriceKey>();

  /** @throws {UnknownPriceError} for a region without list prices */
  constructor(region: string) {
    if (!isPriced(region)) throw new UnknownPriceError('anything', region);
    this.region = region;
  }

  /** The month in which the prices were read, such as `2025-06`. */
  get asOf(): string {
    return pricedRegions[this.region].asOf;
  }

  /** US dollars for one unit. @throws {UnknownPriceError} */
  of(key: PriceKey): number {
    const figure = priceOf(key)?.usd[this.region];
    if (figure === undefined) throw new UnknownPriceError(key, this.region);
    this.#used.add(key);
    return typeof figure === 'number' ? figure : figure.usd;
  }

  /** The source pages of the prices that were used, and the keys of those that are scaled instead of read. */
  provenance(): { readonly sources: readonly string[]; readonly scaled: readonly PriceKey[] } {
    const used = [...this.#used].map((key) => ({ key, price: priceOf(key) }));
    return {
      sources: [...new Set(used.flatMap(({ price }) => price?.source ?? []))].sort(),
      scaled: used.filter(({ price }) => typeof price?.usd[this.region] === 'object').map(({ key }) => key),
    };
  }
}

function priceOf(key: PriceKey): Price | undefined {
  return Object.hasOwn(priceList, key) ? (priceList as Readonly<Record<string, Price>>)[key] : undefined;
}

function isPriced(region: string): region is PricedRegion {
  return Object.hasOwn(pricedRegions, region);
}
