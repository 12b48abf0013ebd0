import type { NamedTest } from './mutant.ts';
import type { TestRun } from './run-tests.ts';

/** Errors of a program that cannot run, and of a busy machine. Such a test has not looked at the behaviour. */
const crash = /^(SyntaxError|TypeError|ReferenceError|RangeError)\b|^Error: Test timed out/;

/** @returns why the tests cannot judge mutants; empty when each passes in the unchanged program */
export function baselineProblems(tests: readonly NamedTest[], { outcomes, problem }: TestRun): string[] {
  return tests.flatMap(({ file, test }) => {
    const found = outcomes.filter((outcome) => outcome.file === file && outcome.test === test);
    if (found.length === 0) return [`${file} has no test "${test}"${problem && `: ${problem}`}`];
    if (found.length > 1) return [`${file} has ${found.length} tests "${test}"`];
    return found
      .filter(({ status }) => status === 'failed')
      .map(({ message }) => `${file}: "${test}" fails: ${message}`);
  });
}

/** @returns why a mutant counts as not caught; undefined when its test failed */
export function survivalReason({ file, test }: NamedTest, { outcomes, problem }: TestRun): string | undefined {
  const outcome = outcomes.find((one) => one.file === file && one.test === test);
  if (outcome === undefined) return `the test did not run: ${problem || 'no test has this name'}`;
  if (outcome.status === 'passed') return 'the test passed';
  if (crash.test(outcome.message)) return `the test could not judge it: ${outcome.message.split('\n')[0]}`;
  return undefined;
}
