import type { Price, PriceTable } from '../plan/pricing/price-list.ts';
import { type PriceSource, sourceOf } from '../plan/pricing/price-sources.ts';
import { CliError } from '../shared/cli-error.ts';
import type { PriceFiles } from './price-files.ts';
import { type PriceRow, readPriceRows } from './price-rows.ts';

/**
 * The table of a region from AWS's files, with the given keys.
 * @throws {CliError} naming every key that no row, or rows with different prices, would answer
 */
export async function refreshPrices(
  region: string,
  keys: readonly string[],
  files: Pick<PriceFiles, 'find'>,
): Promise<PriceTable> {
  const wanted = keys.map((key) => ({ key, source: known(key) }));
  const byOffer = Map.groupBy(wanted, ({ source }) => source.offer);
  const prices: Record<string, Price> = {};
  const problems: string[] = [];
  const dates: string[] = [];
  for (const [offer, ofOffer] of byOffer) {
    const isGlobal = ofOffer.some(({ source }) => source.global === true);
    const file = await files.find(offer, isGlobal ? undefined : region);
    const usageTypes = new Set(ofOffer.map(({ source }) => source.usageType));
    const { publishedOn, rows } = await readPriceRows(await file.open(), region, usageTypes);
    dates.push(publishedOn);
    for (const { key, source } of ofOffer) {
      const matching = rows.filter((row) => isMatch(row, source));
      const problem = problemOf(matching);
      const [row] = matching.toSorted((a, b) => a.sku.localeCompare(b.sku));
      if (row === undefined || problem !== undefined) problems.push(`${key} (${source.usageType}): ${problem}`);
      else prices[key] = { usd: rounded(row.usd * (source.times ?? 1)), source: file.url, sku: row.sku };
    }
  }
  if (problems.length > 0) {
    throw new CliError(`AWS's files of ${region} do not answer for:\n${problems.map((one) => `  ${one}`).join('\n')}`);
  }
  const sorted = Object.entries(prices).sort(([one], [other]) => (one < other ? -1 : 1));
  return { region, asOf: dates.sort().at(-1) ?? '', prices: Object.fromEntries(sorted) };
}

/** What a new table changes, as a Markdown table. */
export function priceReport(before: PriceTable | undefined, after: PriceTable): string {
  const rows = Object.entries(after.prices).flatMap(([key, { usd }]) => {
    const old = before?.prices[key]?.usd;
    if (old === usd) return [];
    const change = old === undefined || old === 0 ? 'new' : `${(((usd - old) / old) * 100).toFixed(1)} %`;
    return [`| ${key} | ${old ?? ''} | ${usd} | ${change} |`];
  });
  const title = `${after.region}, published until ${after.asOf}: ${rows.length} of ${Object.keys(after.prices).length} prices changed.`;
  return rows.length === 0
    ? title
    : [title, '', '| key | before | after | |', '| --- | --: | --: | --: |', ...rows].join('\n');
}

function known(key: string): PriceSource {
  const source = sourceOf(key);
  if (source === undefined)
    throw new CliError(`no row of AWS's files is known for the price ${key}: add it to price-sources.ts.`);
  return source;
}

function isMatch({ usageType, columns }: PriceRow, source: PriceSource): boolean {
  const where = Object.entries(source.where ?? {});
  return usageType === source.usageType && where.every(([column, values]) => values.includes(columns[column] ?? ''));
}

/** Several rows are fine while they agree: AWS lists some prices once per engine. */
function problemOf(rows: readonly PriceRow[]): string | undefined {
  if (rows.length === 0) return 'no such row';
  if (rows.some(({ usd }) => !(usd > 0))) return 'a row without a price above 0';
  const prices = new Set(rows.map(({ usd }) => usd));
  return prices.size > 1
    ? `rows with different prices: ${rows.map(({ sku, usd }) => `${sku} ${usd}`).join(', ')}`
    : undefined;
}

/** A tenth of a millionth of a dollar, so that a multiplied price has no digits of binary arithmetic. */
function rounded(usd: number): number {
  return Math.round(usd * 1e10) / 1e10;
}
