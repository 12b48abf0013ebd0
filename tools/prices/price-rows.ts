import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CliError } from '../shared/cli-error.ts';

/** A row of a price list file: an on-demand price in US dollars, in the first of its tiers. */
export interface PriceRow {
  readonly sku: string;
  /** Without the region's prefix. */
  readonly usageType: string;
  readonly usd: number;
  /** By column. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface PriceRows {
  /** `YYYY-MM-DD` */
  readonly publishedOn: string;
  readonly rows: readonly PriceRow[];
}

/** The first five lines describe the file, the sixth names the columns. */
const columnLine = 6;
const required = ['SKU', 'TermType', 'StartingRange', 'PricePerUnit', 'Currency', 'usageType'] as const;

/**
 * Reads the rows with one of the usage types, line by line: only these lines are kept in memory.
 * @param usageTypes without the region's prefix
 * @throws {CliError} when the file has not the form that AWS's guide describes
 */
export async function readPriceRows(
  csv: Readable,
  region: string,
  usageTypes: ReadonlySet<string>,
): Promise<PriceRows> {
  const rows: PriceRow[] = [];
  const about = new Map<string, string>();
  let names: readonly string[] = [];
  let line = 0;
  for await (const text of createInterface({ input: csv, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (line < columnLine) {
      const [name = '', value = ''] = fieldsOf(text);
      about.set(name, value);
    } else if (line === columnLine) {
      names = columnNames(fieldsOf(text));
    } else if (text.includes('"OnDemand"')) {
      const row = rowOf(names, fieldsOf(text));
      const usageType = [row?.usageType, withoutPrefix(row?.usageType, region)].find((one) =>
        usageTypes.has(one ?? ''),
      );
      if (row !== undefined && usageType !== undefined) rows.push({ ...row, usageType });
    }
  }
  const published = about.get('Publication Date');
  if (about.get('FormatVersion') !== 'v1.0' || published === undefined || names.length === 0) {
    throw new CliError('the file is not a price list of the format v1.0.');
  }
  return { publishedOn: published.slice(0, 'YYYY-MM-DD'.length), rows };
}

function columnNames(names: readonly string[]): readonly string[] {
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new CliError(`the file has no column ${missing.join(', ')}.`);
  return names;
}

/** Undefined for another currency, for local zones, and for the later tiers of a price that falls with the amount. */
function rowOf(names: readonly string[], fields: readonly string[]): PriceRow | undefined {
  const columns = Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
  const { SKU: sku = '', usageType = '', PricePerUnit, StartingRange, Currency, TermType } = columns;
  if (TermType !== 'OnDemand' || Currency !== 'USD' || Number(StartingRange) !== 0) return undefined;
  // A region's file also lists its local zones and Outposts, which have prefixes and prices of their own.
  const place = columns['Location Type'] ?? columns['From Location Type'] ?? '';
  if (/Zone|Outposts/.test(place)) return undefined;
  return { sku, usageType, usd: Number(PricePerUnit), columns };
}

/** Most services write `EUC1-`, some the region's full name, and in N. Virginia many write nothing: `EKS-` is no prefix. */
function withoutPrefix(usageType = '', region: string): string {
  return usageType.replace(new RegExp(`^(?:[A-Z]{2,4}\\d?-|${region}-)`), '');
}

/** The fields of one CSV line. AWS quotes every field, and doubles a quote within one. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|([^",]+)|(?<=^|,)(?=,|$)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
