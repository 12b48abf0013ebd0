import { availableParallelism } from 'node:os';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';
import { checkBaseline, testMutants } from './test-mutants.ts';
import { WorkingCopy } from './working-copy.ts';

const usage = `Usage: npm run test:mutations [-- <word> ...]

Puts one deliberate fault at a time into a temporary copy of the Pulumi program, and requires that a named test fails.

  <word>   only faults whose name or file contains one of the words`;

/** More would need more memory than a small machine has: each run loads the provider SDKs. */
const maximumCopies = 4;

await runCommand({ name: 'test:mutations', usage }, async (args) => {
  const { positionals } = parseArguments(args, { allowPositionals: true });
  const chosen = chooseMutants(positionals);
  const copies: WorkingCopy[] = [];
  try {
    const count = Math.min(availableParallelism(), maximumCopies, chosen.length);
    while (copies.length < count) copies.push(await WorkingCopy.create());
    return await run(copies, chosen);
  } finally {
    for (const copy of copies) await copy.remove();
  }
});

function chooseMutants(words: readonly string[]): readonly Mutant[] {
  const chosen = mutants.filter(
    ({ name, file }) => words.length === 0 || words.some((word) => `${name} ${file}`.includes(word)),
  );
  if (chosen.length === 0)
    throw new CliError(`no fault has one of these words in its name or file: ${words.join(', ')}`);
  return chosen;
}

async function run(copies: readonly WorkingCopy[], chosen: readonly Mutant[]): Promise<number> {
  console.log(`${chosen.length} faults. First their tests run without a fault …`);
  const problems = await checkBaseline(copies, chosen);
  if (problems.length > 0) throw new CliError(`the program without a fault:\n${problems.join('\n')}`);

  const width = Math.max(...chosen.map(({ name }) => name.length));
  // No row looks like a test runner's summary, which `.ci/run` counts.
  const printRow = (result: string, seconds: string, fault: string, test: string) =>
    console.log(`${result.padEnd(8)}  ${seconds.padStart(7)}  ${fault.padEnd(width)}  ${test}`);
  printRow('result', 'seconds', 'fault', 'caught by');
  const results = await testMutants(copies, chosen, ({ mutant, survival, seconds }) => {
    const { file, test } = mutant.caughtBy;
    printRow(survival === undefined ? 'caught' : 'SURVIVED', seconds.toFixed(1), mutant.name, `${file}: ${test}`);
  });

  const survivors = results.filter(({ survival }) => survival !== undefined);
  for (const { mutant, survival } of survivors) console.log(`"${mutant.name}" (${mutant.file}) survived: ${survival}`);
  console.log(`  ${results.length - survivors.length} passed`);
  if (survivors.length > 0) console.log(`  ${survivors.length} failed`);
  return survivors.length === 0 ? 0 : 1;
}
