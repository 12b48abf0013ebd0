import { euCentral1 } from './eu-central-1.ts';
import { hoursPerMonth, type PriceKey, type PriceList, UnknownPriceError } from './price-list.ts';
import { usEast1 } from './us-east-1.ts';

const lists: readonly PriceList[] = [usEast1, euCentral1];

/** The price list of one region, which remembers what was asked of it so that a plan can name its sources. */
export class Prices {
  readonly list: PriceList;
  readonly #used = new Set<PriceKey>();

  /** @throws {UnknownPriceError} for a region without a list */
  constructor(region: string) {
    const list = lists.find((candidate) => candidate.region === region);
    if (list === undefined) throw new UnknownPriceError('anything', region);
    this.list = list;
  }

  /** US dollars for one unit. @throws {UnknownPriceError} */
  of(key: PriceKey): number {
    const price = this.list.prices[key];
    if (price === undefined) throw new UnknownPriceError(key, this.list.region);
    this.#used.add(key);
    return price.usd;
  }

  /** US dollars for a month of something billed by the hour. @throws {UnknownPriceError} */
  monthOf(key: PriceKey, hours = hoursPerMonth): number {
    return this.of(key) * hours;
  }

  /** The pages that were used, and which figures are scaled rather than read. */
  provenance(): { readonly sources: readonly string[]; readonly scaled: readonly PriceKey[] } {
    const used = [...this.#used].map((key) => ({ key, ...this.list.prices[key] }));
    return {
      sources: [...new Set(used.flatMap(({ source }) => source ?? []))].sort(),
      scaled: used.filter(({ scaled }) => scaled).map(({ key }) => key),
    };
  }
}
