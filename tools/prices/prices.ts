import { writeFileSync } from 'node:fs';
import { type PriceTable, pricedRegions, priceTableFile, readPriceTable } from '../plan/pricing/price-list.ts';
import { priceSources } from '../plan/pricing/price-sources.ts';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { PriceFiles } from './price-files.ts';
import { priceReport, refreshPrices } from './refresh-prices.ts';

const usage = `Usage: npm run prices -- refresh [--region <region>]... [--from <folder>] [--report <file>]

Reads AWS's public price list files and writes tools/plan/pricing/prices/<region>.json. Nothing is written unless every
price is found. The file of EC2 has hundreds of megabytes.

  --region <region>   default: every region with a table. A new region gets the keys of all tables
  --from <folder>     a copy of the files instead of AWS's host: <folder>/offers/v1.0/aws/index.json and what it names
  --report <file>     also writes what has changed there, as Markdown`;

await runCommand({ name: 'prices', usage }, async (args) => {
  const { regions, from, report } = readOptions(args);
  const known = pricedRegions().flatMap((region) => readPriceTable(region) ?? []);
  const keys = [...new Set([...Object.keys(priceSources), ...known.flatMap(({ prices }) => Object.keys(prices))])];
  const files = new PriceFiles(from);
  const tables: PriceTable[] = [];
  for (const region of regions) {
    console.log(`Reading the prices of ${region} …`);
    tables.push(await refreshPrices(region, keys, files));
  }
  const changes = tables.map((table) => priceReport(readPriceTable(table.region), table)).join('\n\n');
  for (const table of tables) writeFileSync(priceTableFile(table.region), `${JSON.stringify(table, null, 2)}\n`);
  console.log(changes);
  if (report !== undefined) writeFileSync(report, `${changes}\n`);
  return 0;
});

/** @throws {UsageError} */
function readOptions(args: readonly string[]) {
  const options = {
    region: { type: 'string', multiple: true },
    from: { type: 'string' },
    report: { type: 'string' },
  } as const;
  const { positionals, values } = parseArguments(args, { allowPositionals: true, options });
  if (positionals.length !== 1 || positionals[0] !== 'refresh') throw new UsageError('say refresh');
  const regions = values.region ?? pricedRegions();
  const wrong = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is not a region such as eu-central-1`);
  return { regions, from: values.from, report: values.report };
}
