import type { PriceKey } from './price-sources.ts';
import { hoursPerMonth, type Prices } from './prices.ts';

/** One item of a resource's bill. */
export interface CostLine {
  /** What is billed and how the amount is calculated, such as `control plane: 730 h × $0.1`. */
  readonly what: string;
  readonly monthlyUsd: number;
}

/** The cost of `count` units billed by the hour. */
export function hourly(
  what: string,
  prices: Prices,
  key: PriceKey,
  { count = 1, hours = hoursPerMonth }: { count?: number; hours?: number } = {},
): CostLine {
  const usd = prices.of(key);
  const times = count === 1 ? '' : `${rounded(count)} × `;
  return { what: `${what}: ${times}${rounded(hours)} h × $${usd}`, monthlyUsd: usd * hours * count };
}

/** The cost of an amount billed by volume or by piece. */
export function metered(what: string, prices: Prices, key: PriceKey, amount: number, unit: string): CostLine {
  const usd = prices.of(key);
  return { what: `${what}: ${rounded(amount)} ${unit} × $${usd}`, monthlyUsd: usd * amount };
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
