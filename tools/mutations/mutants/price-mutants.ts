import type { Mutant } from '../mutant.ts';

const spec = 'tools/prices/prices.spec.ts';

/** What may go wrong when prices are read from AWS's files. */
export const priceMutants: readonly Mutant[] = [
  {
    name: 'a price of a later tier is taken for the first',
    file: 'tools/prices/price-rows.ts',
    find: ' || Number(StartingRange) !== 0',
    replace: '',
    caughtBy: {
      file: spec,
      test: 'a refresh of eu-central-1 > finds every price of the table again, among reserved, tiered, local and foreign rows',
    },
  },
  {
    name: 'a price that AWS no longer lists is dropped without a word',
    file: 'tools/prices/refresh-prices.ts',
    find: 'if (problems.length > 0) {',
    replace: 'if (problems.length > 99) {',
    caughtBy: { file: spec, test: 'a refresh > writes nothing when a price is missing' },
  },
  {
    name: 'old prices cause no warning',
    file: 'tools/plan/pricing/prices.ts',
    find: 'const maximumAgeDays = 90;',
    replace: 'const maximumAgeDays = 900;',
    caughtBy: { file: spec, test: 'the tables of prices > warn after 90 days, and name the command' },
  },
];
