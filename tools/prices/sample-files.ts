import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PriceTable } from '../plan/pricing/price-list.ts';
import { sourceOf } from '../plan/pricing/price-sources.ts';

/** The pricing columns that every file starts with. */
const pricing = [
  ...['SKU', 'OfferTermCode', 'RateCode', 'TermType', 'PriceDescription', 'EffectiveDate', 'StartingRange'],
  ...['EndingRange', 'Unit', 'PricePerUnit', 'Currency', 'Product Family', 'serviceCode', 'Location', 'Location Type'],
];
/** The columns about products that the prices are chosen by. Real files have more of them, by service. */
const product = [
  ...['Instance Type', 'Operating System', 'Tenancy', 'Pre Installed S/W', 'CapacityStatus', 'Database Engine'],
  ...['Deployment Option', 'Transfer Type', 'usageType', 'operation', 'Region Code', 'serviceName'],
];
const columns = [...pricing, ...product];

type SampleRow = Readonly<Record<string, string>>;

export interface SampleOptions {
  /** Starts the usage types, such as `EUC1-`. */
  readonly prefix: string;
  readonly publishedAt: string;
  /** Changes the rows of a service before they are written. */
  readonly change?: (offer: string, rows: readonly SampleRow[]) => readonly SampleRow[];
}

/**
 * Writes price list files with the prices of a table, in the form that AWS's guide describes: the service index, the region
 * indexes, and CSV files with five lines about the file and the names of the columns in the sixth. The rows are made
 * here. Beside each price stand rows that must not be taken: reserved, of a later tier, of a local zone, in yuan.
 */
export function writeSampleFiles(
  folder: string,
  { region, prices }: PriceTable,
  { prefix, publishedAt, change = (_, rows) => rows }: SampleOptions,
): void {
  const byOffer = Map.groupBy(Object.entries(prices), ([key]) => sourceOf(key)?.offer ?? '');
  const version = publishedAt.replaceAll(/\D/g, '').slice(0, 14);
  const offers: Record<string, object> = {};
  for (const [offer, entries] of byOffer) {
    const rows = entries.flatMap(([key, { usd }], index) => rowsOf(key, usd, `${prefix}SKU${index}`, prefix));
    const base = `/offers/v1.0/aws/${offer}`;
    const isGlobal = offer === 'AmazonRoute53';
    const currentVersionUrl = isGlobal ? `${base}/${version}/index.json` : `${base}/${version}/${region}/index.json`;
    write(folder, currentVersionUrl.replace('.json', '.csv'), csv(offer, publishedAt, change(offer, rows)));
    write(
      folder,
      `${base}/current/region_index.json`,
      JSON.stringify({ regions: { [region]: { currentVersionUrl } } }),
    );
    const currentRegionIndexUrl = `${base}/current/region_index.json`;
    offers[offer] = { offerCode: offer, currentVersionUrl, currentRegionIndexUrl };
  }
  write(folder, '/offers/v1.0/aws/index.json', JSON.stringify({ formatVersion: 'v1.0', offers }));
}

function rowsOf(key: string, usd: number, sku: string, prefix: string): SampleRow[] {
  const source = sourceOf(key);
  if (source === undefined) throw new Error(`no source of ${key}`);
  const where = Object.fromEntries(
    Object.entries(source.where ?? {}).map(([column, values]) => [column, values[0] ?? '']),
  );
  const row: SampleRow = {
    SKU: sku,
    TermType: 'OnDemand',
    PriceDescription: `$${usd} per "unit", as a sample`,
    StartingRange: '0',
    EndingRange: 'Inf',
    PricePerUnit: (usd / (source.times ?? 1)).toFixed(10),
    Currency: 'USD',
    'Location Type': 'AWS Region',
    ...where,
    // AWS's key service writes the region's name as its prefix, and the DNS service none.
    usageType: `${source.global ? '' : prefix}${source.usageType}`,
  };
  return [
    { ...row, SKU: `${sku}-RESERVED`, TermType: 'Reserved', PricePerUnit: '0.0001000000' },
    { ...row, SKU: `${sku}-TIER`, StartingRange: '10240', PricePerUnit: '0.0002000000' },
    { ...row, SKU: `${sku}-ZONE`, 'Location Type': 'AWS Local Zone', PricePerUnit: '0.0003000000' },
    { ...row, SKU: `${sku}-CNY`, Currency: 'CNY', PricePerUnit: '0.0004000000' },
    ...Object.keys(where).map((column) => ({
      ...row,
      SKU: `${sku}-${column}`,
      [column]: 'Other',
      PricePerUnit: '0.5',
    })),
    row,
  ];
}

function csv(offer: string, publishedAt: string, rows: readonly SampleRow[]): string {
  const about = [
    ['FormatVersion', 'v1.0'],
    ['Disclaimer', 'This pricing list is for informational purposes only.'],
    ['Publication Date', publishedAt],
    ['Version', publishedAt.replaceAll(/\D/g, '').slice(0, 14)],
    ['OfferCode', offer],
  ];
  const body = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return [...about, columns, ...body].map((fields) => `${fields.map(quoted).join(',')}\n`).join('');
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
