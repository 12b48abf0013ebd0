import { expect, it } from 'vitest';
import { resultTable, runSteps, type Step } from './run-steps.ts';
import { countTests } from './test-counts.ts';

function step(name: string, script: string): Step {
  return { name, program: process.execPath, args: ['-e', script] };
}

it('goes on after a step that fails, and counts the tests of each', async () => {
  const lines: string[] = [];
  const steps = [
    step('lint', ''),
    step('backend', `console.error('      \\x1b[2mTests\\x1b[22m  1 failed | 19 passed (20)'); process.exit(1)`),
    step('web', `console.log('      Tests  3 passed (3)'); console.log('  12 passed (30.1s)')`),
  ];
  // Not printed: the run of these tests counts such lines, too.
  const results = await runSteps(steps, (line) => lines.push(line));
  expect(lines).toContain('  12 passed (30.1s)');
  expect(results).toEqual([
    { name: 'lint', succeeded: true, passed: 0, failed: 0, seconds: expect.any(Number) },
    { name: 'backend', succeeded: false, passed: 19, failed: 1, seconds: expect.any(Number) },
    { name: 'web', succeeded: true, passed: 15, failed: 0, seconds: expect.any(Number) },
  ]);
});

it('fails a step whose program does not exist', async () => {
  const [result] = await runSteps([{ name: 'lint', program: 'taskyard-no-such-program', args: [] }], () => {});
  expect(result).toMatchObject({ succeeded: false });
});

it('shows the results in a table that is not counted as test results', () => {
  const table = resultTable([
    { name: 'lint', succeeded: false, passed: 0, failed: 0, seconds: 4 },
    { name: 'backend', succeeded: true, passed: 411, failed: 0, seconds: 61 },
  ]);
  expect(table).toBe(
    [
      'step        result   passed   failed  seconds',
      'lint        FAILED                          4',
      'backend     ok          411        0       61',
      'total       FAILED      411        0       65',
    ].join('\n'),
  );
  expect(table.split('\n').map(countTests)).toEqual(Array(4).fill({ passed: 0, failed: 0 }));
});
