import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One folder with a table for each region. `npm run prices -- refresh` writes them. */
const folder = join(import.meta.dirname, 'prices');

const price = z.strictObject({
  /** US dollars for the unit that `price-sources.ts` gives the key. */
  usd: z.number().min(0),
  /** The price list file that has the row, or the page on which a person read the price. */
  source: z.url(),
  /** AWS's identifier of the product. Prices that a person read have none. */
  sku: z.string().optional(),
  /** True for a figure that was not read: another region's times the usual ratio, or a share of another price. */
  estimated: z.literal(true).optional(),
});

const priceTable = z.strictObject({
  region: z.string(),
  /** The day on which the newest of the sources was published, or on which a person read them. */
  asOf: z.iso.date(),
  prices: z.record(z.string(), price),
});

export type Price = z.infer<typeof price>;

/** AWS list prices of one region: on-demand, Linux, before taxes, free tiers and discounts. */
export type PriceTable = z.infer<typeof priceTable>;

/** The regions with a table. */
export function pricedRegions(): string[] {
  return readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
}

export function priceTableFile(region: string): string {
  return join(folder, `${region}.json`);
}

/** @returns undefined for a region without a table */
export function readPriceTable(region: string): PriceTable | undefined {
  const file = priceTableFile(region);
  return existsSync(file) ? priceTable.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Cores and GiB of the EC2 instance types that nodes can have. */
export const nodeSizes: Readonly<Record<string, readonly [cores: number, gib: number]>> = {
  't4g.medium': [2, 4],
  't4g.large': [2, 8],
  't3.medium': [2, 4],
  'c6g.large': [2, 4],
  'c7g.large': [2, 4],
  'c6i.large': [2, 4],
  'm6g.large': [2, 8],
  'm6g.xlarge': [4, 16],
  'm7g.large': [2, 8],
  'm6i.large': [2, 8],
  'r6g.large': [2, 16],
};
