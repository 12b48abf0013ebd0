/** Numbers of tests, as a test runner reports them. */
export interface TestCounts {
  readonly passed: number;
  /** Also the tests that were interrupted or did not run. */
  readonly failed: number;
}

const countedAs: Readonly<Record<string, keyof TestCounts>> = {
  passed: 'passed',
  flaky: 'passed',
  failed: 'failed',
  interrupted: 'failed',
  'did not run': 'failed',
};
const vitestSummary = /^ *Tests +\d/;
const playwrightSummary = /^ +\d+ (passed|failed|flaky|interrupted|did not run)( |$)/;

/**
 * Reads one line of output without colours: Vitest's summary, such as `Tests  1 failed | 19 passed (20)`, or a line of
 * Playwright's, such as `  12 passed (30.1s)`. `.ci/run` counts the same lines.
 *
 * @returns zeros for every other line
 */
export function countTests(line: string): TestCounts {
  const counts = { passed: 0, failed: 0 };
  if (!vitestSummary.test(line) && !playwrightSummary.test(line)) return counts;
  for (const [, count, outcome = ''] of line.matchAll(/(\d+) (passed|flaky|failed|interrupted|did not run)\b/g)) {
    const key = countedAs[outcome];
    if (key !== undefined) counts[key] += Number(count);
  }
  return counts;
}
