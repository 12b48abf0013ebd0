import { describe, expect, it } from 'vitest';
import { readReport } from './run-tests.ts';
import { baselineProblems, survivalReason } from './verdict.ts';

const named = { file: 'stacks/web.spec.ts', test: 'web > listens on its port' };

/** A report of Vitest about one file in `/copy`. */
function report(status: string, { message = '', failure = '', titles = ['web'] } = {}) {
  const skipped = { ancestorTitles: ['web'], title: 'has a name', status: 'skipped', failureMessages: [] };
  const one = {
    ancestorTitles: titles,
    title: 'listens on its port',
    status,
    failureMessages: failure ? [failure] : [],
  };
  return readReport('/copy', {
    testResults: [{ name: '/copy/stacks/web.spec.ts', message, assertionResults: [skipped, one] }],
  });
}

describe('a mutant', () => {
  it('is caught when its test fails', () => {
    expect(survivalReason(named, report('failed', { failure: 'AssertionError: expected 1 to be 2' }))).toBeUndefined();
    expect(
      survivalReason(named, report('failed', { failure: 'Error: expected one :Service named web' })),
    ).toBeUndefined();
  });

  it('survives when its test passes', () => {
    expect(survivalReason(named, report('passed'))).toBe('the test passed');
  });

  it('survives when the test did not run, because of a broken program or another name', () => {
    const broken = report('skipped', { message: 'SyntaxError: Unexpected token' });
    expect(survivalReason(named, broken)).toBe('the test did not run: SyntaxError: Unexpected token');
    expect(survivalReason(named, report('failed', { titles: ['another'] }))).toBe(
      'the test did not run: no test has this name',
    );
  });

  it.each(['TypeError: x is not a function', 'Error: Test timed out in 30000ms.'])(
    'survives when the test ends with another error: %s',
    (error) => {
      const crashed = report('failed', { failure: `${error}\n  at web.ts` });
      expect(survivalReason(named, crashed)).toBe(`the test could not judge it: ${error}`);
    },
  );
});

describe('the tests without a mutant', () => {
  it('must all be there and pass', () => {
    expect(baselineProblems([named], report('passed'))).toEqual([]);
    expect(baselineProblems([named], report('failed', { failure: 'AssertionError: no' }))).toEqual([
      'stacks/web.spec.ts: "web > listens on its port" fails: AssertionError: no',
    ]);
    expect(baselineProblems([named], report('skipped'))).toEqual([
      'stacks/web.spec.ts has no test "web > listens on its port"',
    ]);
  });
});
