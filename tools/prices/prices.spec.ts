import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type PriceTable, pricedRegions, priceTableFile, readPriceTable } from '../plan/pricing/price-list.ts';
import { priceSources, sourceOf } from '../plan/pricing/price-sources.ts';
import { ageWarning } from '../plan/pricing/prices.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { PriceFiles } from './price-files.ts';
import { readPriceRows } from './price-rows.ts';
import { priceReport, refreshPrices } from './refresh-prices.ts';
import { type SampleOptions, writeSampleFiles } from './sample-files.ts';

const prefixes = { 'us-east-1': '', 'eu-central-1': 'EUC1-' } as const;
type Region = keyof typeof prefixes;
const publishedAt = '2026-11-20T10:00:00Z';

function tableOf(region: string): PriceTable {
  const table = readPriceTable(region);
  if (table === undefined) throw new Error(`no table of ${region}`);
  return table;
}

function sample(region: Region, options: Partial<SampleOptions> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-prices-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeSampleFiles(folder, tableOf(region), { prefix: prefixes[region], publishedAt, ...options });
  return folder;
}

const keysOf = (region: Region) => Object.keys(tableOf(region).prices);

function refresh(region: Region, options: Partial<SampleOptions> = {}, keys = keysOf(region)) {
  return refreshPrices(region, keys, new PriceFiles(sample(region, options)));
}

describe('the tables of prices', () => {
  it('have a row of AWS’s files for every price, and every price that the plan names', () => {
    for (const region of pricedRegions()) {
      const keys = Object.keys(tableOf(region).prices);
      expect(keys.filter((key) => sourceOf(key) === undefined)).toEqual([]);
      expect(Object.keys(priceSources).filter((key) => !keys.includes(key))).toEqual([]);
    }
  });

  it('are written as they are read', () => {
    for (const region of pricedRegions()) {
      const text = readFileSync(priceTableFile(region), 'utf8');
      expect(text).toBe(`${JSON.stringify(tableOf(region), null, 2)}\n`);
    }
  });

  it('warn after 90 days, and name the command', () => {
    const table = { region: 'eu-central-1', asOf: '2026-08-24' };
    expect(ageWarning(table, new Date('2026-11-22T12:00:00Z'))).toBeUndefined();
    expect(ageWarning(table, new Date('2026-11-23T12:00:00Z'))).toBe(
      'the prices of eu-central-1 are 91 days old: run npm run prices -- refresh --region eu-central-1',
    );
  });
});

describe.each(['us-east-1', 'eu-central-1'] as const)('a refresh of %s', (region) => {
  it('finds every price of the table again, among reserved, tiered, local and foreign rows', async () => {
    const { asOf, prices } = await refresh(region);
    expect(asOf).toBe('2026-11-20');
    const figures = (of: PriceTable['prices']) => Object.entries(of).map(([key, { usd }]) => [key, usd]);
    expect(figures(prices)).toEqual(figures(tableOf(region).prices));
  });

  it('keeps the file and the product of each price, and no estimate', async () => {
    const { prices } = await refresh(region);
    expect(prices['eks.cluster']).toEqual({
      usd: 0.1,
      source: `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEKS/20261120100000/${region}/index.csv`,
      sku: expect.stringContaining('SKU'),
    });
    expect(Object.values(prices).filter(({ estimated }) => estimated)).toEqual([]);
  });
});

describe('a refresh', () => {
  it('fails and names the key when a row has disappeared', async () => {
    const change: NonNullable<SampleOptions['change']> = (_, rows) =>
      rows.filter(({ usageType }) => !usageType?.endsWith('NatGateway-Hours'));
    await expect(refresh('eu-central-1', { change })).rejects.toThrow(/nat\.hour \(NatGateway-Hours\): no such row/);
  });

  it('fails when rows disagree, and accepts rows that agree', async () => {
    const twice =
      (PricePerUnit: string): NonNullable<SampleOptions['change']> =>
      (offer, rows) =>
        offer === 'AmazonECR' ? rows.flatMap((row) => [row, { ...row, SKU: `${row.SKU}-again`, PricePerUnit }]) : rows;
    await expect(refresh('eu-central-1', { change: twice('0.3') })).rejects.toThrow(/ecr\.gb .*different prices/);
    expect((await refresh('eu-central-1', { change: twice('0.1000000000') }, ['ecr.gb'])).prices['ecr.gb']?.usd).toBe(
      0.1,
    );
  });

  it('fails for a price of nothing, an unknown key and an unknown region', async () => {
    const change: NonNullable<SampleOptions['change']> = (_, rows) => rows.map((row) => ({ ...row, PricePerUnit: '' }));
    await expect(refresh('eu-central-1', { change }, ['secret'])).rejects.toThrow(/without a price above 0/);
    await expect(refresh('eu-central-1', {}, ['sqs.million'])).rejects.toThrow(/price sqs\.million: add it/);
    const files = new PriceFiles(sample('eu-central-1'));
    await expect(refreshPrices('ap-south-1', ['secret'], files)).rejects.toThrow(/does not name ap-south-1/);
  });

  it('reads prefixes that are the region’s name, and refuses a file of another form', async () => {
    const kms: NonNullable<SampleOptions['change']> = (offer, rows) =>
      offer === 'awskms' ? rows.map((row) => ({ ...row, usageType: 'eu-central-1-KMS-Keys' })) : rows;
    expect((await refresh('eu-central-1', { change: kms }, ['kms.key'])).prices['kms.key']?.usd).toBe(1);
    const types = new Set(['KMS-Keys']);
    await expect(readPriceRows(Readable.from(['{}\n']), 'eu-central-1', types)).rejects.toThrow(/format v1\.0/);
    const lines = ['"FormatVersion","v1.0"', '', '"Publication Date","2026-11-20"', '', '', '"SKU","TermType"'];
    await expect(readPriceRows(Readable.from([lines.join('\n')]), 'eu-central-1', types)).rejects.toThrow(
      /no column StartingRange, PricePerUnit/,
    );
  });

  it('reports what has changed', async () => {
    const before = tableOf('eu-central-1');
    const after = {
      ...before,
      prices: { ...before.prices, 'nat.hour': { usd: 0.065, source: 'https://example.com' } },
    };
    expect(priceReport(before, after)).toContain('| nat.hour | 0.052 | 0.065 | 25.0 % |');
    expect(priceReport(before, before)).toMatch(/0 of \d+ prices changed\.$/);
    expect(priceReport(undefined, before)).toContain('| nat.hour |  | 0.052 | new |');
  });

  it('writes nothing when a price is missing', async () => {
    const change: NonNullable<SampleOptions['change']> = (offer, rows) => (offer === 'awswaf' ? [] : rows);
    const args = [
      'tools/prices/prices.ts',
      'refresh',
      '--region',
      'us-east-1',
      '--from',
      sample('us-east-1', { change }),
    ];
    const before = readFileSync(priceTableFile('us-east-1'), 'utf8');
    const { exitCode, stderr } = await execa(process.execPath, args, { cwd: repositoryRoot, reject: false });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^npm run prices: AWS's files of us-east-1 do not answer for:\n {2}waf\.acl/);
    expect(readFileSync(priceTableFile('us-east-1'), 'utf8')).toBe(before);
  });
});
