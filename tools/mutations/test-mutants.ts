import type { Mutant, NamedTest } from './mutant.ts';
import { runTests } from './run-tests.ts';
import { baselineProblems, survivalReason } from './verdict.ts';
import type { WorkingCopy } from './working-copy.ts';

export interface MutantResult {
  readonly mutant: Mutant;
  /** Why it was not caught; undefined when it was. */
  readonly survival: string | undefined;
  readonly seconds: number;
}

/** @returns what keeps the tests from judging mutants: an outdated mutant, a missing test, or one that fails anyway */
export async function checkBaseline(copies: readonly WorkingCopy[], mutants: readonly Mutant[]): Promise<string[]> {
  const [copy] = copies;
  if (copy === undefined) return [];
  const outdated: string[] = [];
  for (const mutant of mutants) {
    await copy.withMutant(mutant, async () => undefined).catch((error: Error) => outdated.push(error.message));
  }
  if (outdated.length > 0) return outdated;
  const tests = new Map(mutants.map(({ caughtBy }) => [`${caughtBy.file} ${caughtBy.test}`, caughtBy]));
  const named: NamedTest[] = [...tests.values()];
  return baselineProblems(named, await runTests(copy, named));
}

/** Tests each mutant in the next copy that is free. Calls `onResult` as soon as one is tested. */
export async function testMutants(
  copies: readonly WorkingCopy[],
  mutants: readonly Mutant[],
  onResult: (result: MutantResult) => void,
): Promise<readonly MutantResult[]> {
  const waiting = [...mutants];
  const results: MutantResult[] = [];
  const work = async (copy: WorkingCopy) => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const result = await testMutant(copy, mutant);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(copies.map(work));
  return results;
}

async function testMutant(copy: WorkingCopy, mutant: Mutant): Promise<MutantResult> {
  const began = performance.now();
  const run = await copy.withMutant(mutant, () => runTests(copy, [mutant.caughtBy]));
  return { mutant, survival: survivalReason(mutant.caughtBy, run), seconds: (performance.now() - began) / 1000 };
}
