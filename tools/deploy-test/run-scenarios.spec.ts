import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { countTests } from '../test/test-counts.ts';
import { countLines, markdownTable, resultsTable } from './results-table.ts';
import { runScenarios } from './run-scenarios.ts';
import { NotPossible, type Scenario, type ScenarioContext } from './scenario.ts';

let lines: string[];
let restored: number;
// The scenarios of these tests use only `report` and `signal`.
const context = { report: (line: string) => void lines.push(line) } as Omit<ScenarioContext, 'signal'>;
const options = {
  restore: async () => {
    restored += 1;
  },
  lastStart: Number.POSITIVE_INFINITY,
};

const scenario = (name: string, run: Scenario['run'], timeLimitSeconds = 5): Scenario => ({
  name,
  description: `What ${name} does | and more`,
  timeLimitSeconds,
  run,
});

const works = scenario('works', async () => ({ requests: 5_210, failed: 0 }));
const fails = scenario('fails', async () => {
  throw new Error('12 of 5210 requests failed\nwith details');
});
const lacks = scenario('lacks', async () => {
  throw new NotPossible('this cluster has no metrics');
});

beforeEach(() => {
  lines = [];
  restored = 0;
});

it('goes on after a failure, and takes its configuration back', async () => {
  const results = await runScenarios([fails, lacks, works], context, options);
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'passed']);
  expect(restored).toBe(1);
  expect(lines.join('\n')).toMatch(
    /FAILED fails .*12 of 5210[\s\S]*SKIPPED lacks .*no metrics[\s\S]*PASSED works .*requests 5210/,
  );
});

it('takes nothing back after the last scenario, which ends the stack', async () => {
  await runScenarios([works, fails], context, options);
  expect(restored).toBe(0);
});

it('ends a scenario that takes too long, and tells it', async () => {
  let told = false;
  const endless = scenario(
    'endless',
    async ({ signal }) => {
      await sleep(10_000, undefined, { signal }).catch(() => {
        told = true;
      });
      return {};
    },
    0.2,
  );
  const [result] = await runScenarios([endless], context, options);
  expect(result).toMatchObject({ outcome: 'failed', reason: '0.2 s were not enough' });
  await sleep(50);
  expect(told).toBe(true);
});

it('starts no scenario when the time is over, except one that ends the stack', async () => {
  const results = await runScenarios([works, { ...works, name: 'last', runsWhenLate: true }], context, {
    ...options,
    lastStart: 0,
  });
  expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['works', 'skipped'],
    ['last', 'passed'],
  ]);
  expect(results[0]?.reason).toMatch(/time of the test was over/);
});

it('prints a table, the same as Markdown, and lines that are counted', async () => {
  const results = await runScenarios([works, fails, lacks], context, options);
  expect(resultsTable(results).split('\n')).toEqual([
    expect.stringMatching(/^works {2}passed {3}0 s {2}requests: 5210; failed: 0$/),
    expect.stringMatching(/^fails {2}failed {3}0 s {2}12 of 5210 requests failed$/),
    expect.stringMatching(/^lacks {2}skipped {2}0 s {2}this cluster has no metrics$/),
  ]);
  expect(markdownTable(results)).toContain(
    '| works | What works does \\| and more | passed | 0 s | requests: 5210; failed: 0 |\n',
  );
  const counted = countLines(results).map(countTests);
  expect(counted.reduce((sum, { passed }) => sum + passed, 0)).toBe(1);
  expect(counted.reduce((sum, { failed }) => sum + failed, 0)).toBe(1);
});
