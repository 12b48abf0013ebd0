import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { repositoryRoot } from '../shared/environment.ts';
import { countTests, type TestCounts } from './test-counts.ts';

export interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

export interface StepResult extends TestCounts {
  readonly name: string;
  readonly succeeded: boolean;
  readonly seconds: number;
}

/** Runs the steps in order and prints their output line by line. A step that fails does not stop the next ones. */
export async function runSteps(steps: readonly Step[], print: (line: string) => void): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    print(`\n== ${step.name}`);
    results.push(await runStep(step, print));
  }
  return results;
}

async function runStep({ name, program, args }: Step, print: (line: string) => void): Promise<StepResult> {
  const began = performance.now();
  // Test runners print no colours into a pipe unless they are told to.
  const colours = process.stdout.isTTY && process.stdout.hasColors();
  const child = execa(program, args, {
    cwd: repositoryRoot,
    reject: false,
    stdin: 'inherit',
    all: true,
    buffer: false,
    env: colours ? { FORCE_COLOR: '1' } : {},
  });
  let [passed, failed] = [0, 0];
  for await (const line of child.iterable({ from: 'all' })) {
    print(line);
    const counts = countTests(stripVTControlCharacters(line));
    passed += counts.passed;
    failed += counts.failed;
  }
  const { exitCode } = await child;
  return { name, succeeded: exitCode === 0, passed, failed, seconds: Math.round((performance.now() - began) / 1000) };
}

/** One row per step and one for all of them. No row looks like a test runner's summary, which `.ci/run` counts. */
export function resultTable(results: readonly StepResult[]): string {
  const sum = (key: 'passed' | 'failed' | 'seconds') => results.reduce((total, result) => total + result[key], 0);
  const total: StepResult = {
    name: 'total',
    succeeded: results.every(({ succeeded }) => succeeded),
    passed: sum('passed'),
    failed: sum('failed'),
    seconds: sum('seconds'),
  };
  const rows = [...results, total].map(({ name, succeeded, passed, failed, seconds }) => {
    const counts = passed + failed === 0 ? ['', ''] : [passed, failed];
    return [name, succeeded ? 'ok' : 'FAILED', ...counts, seconds].map(String);
  });
  return [['step', 'result', 'passed', 'failed', 'seconds'], ...rows]
    .map(([name = '', result = '', ...numbers]) =>
      [name.padEnd(10), result.padEnd(6), ...numbers.map((number) => number.padStart(7))].join('  '),
    )
    .join('\n');
}
