import type { CostLine } from './cost.ts';
import { hoursPerMonth, type PriceKey } from './price-list.ts';
import type { Prices } from './prices.ts';

/** `count` things billed by the hour. */
export function hourly(
  what: string,
  prices: Prices,
  key: PriceKey,
  { count = 1, hours = hoursPerMonth }: { count?: number; hours?: number } = {},
): CostLine {
  const usd = prices.of(key);
  const times = count === 1 ? '' : `${number(count)} × `;
  return { what: `${what}: ${times}${number(hours)} h × $${usd}`, monthlyUsd: usd * hours * count };
}

/** An amount billed by volume or by piece. */
export function metered(what: string, prices: Prices, key: PriceKey, amount: number, unit: string): CostLine {
  const usd = prices.of(key);
  return { what: `${what}: ${number(amount)} ${unit} × $${usd}`, monthlyUsd: usd * amount };
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
