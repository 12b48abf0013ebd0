import { expect, it } from 'vitest';
import { countTests } from './test-counts.ts';

it.each([
  ['      Tests  66 passed (66)', { passed: 66, failed: 0 }],
  ['      Tests  1 failed | 19 passed | 2 skipped (22)', { passed: 19, failed: 1 }],
  ['  12 passed (30.1s)', { passed: 12, failed: 0 }],
  ['  1 failed', { passed: 0, failed: 1 }],
  ['  2 flaky', { passed: 2, failed: 0 }],
  ['  1 interrupted', { passed: 0, failed: 1 }],
  ['  2 did not run', { passed: 0, failed: 2 }],
])('reads %j', (line, counts) => {
  expect(countTests(line)).toEqual(counts);
});

it.each([
  ' Test Files  11 passed (11)',
  'Tests are in e2e/',
  '12 passed',
  '  12 passwords',
  'backend     ok          411       0       61',
  'total       FAILED      411       1       61',
])('counts nothing in %j', (line) => {
  expect(countTests(line)).toEqual({ passed: 0, failed: 0 });
});
