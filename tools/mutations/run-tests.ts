import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../shared/child-process.ts';
import { repositoryRoot } from '../shared/environment.ts';
import type { NamedTest } from './mutant.ts';
import type { WorkingCopy } from './working-copy.ts';

/** The parts of Vitest's JSON report that are used. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

interface TestOutcome extends NamedTest {
  readonly status: 'passed' | 'failed';
  /** The first message of a failed test; otherwise empty. */
  readonly message: string;
}

export interface TestRun {
  /** The tests that ran. Those that the names do not select are left out. */
  readonly outcomes: readonly TestOutcome[];
  /** Why tests did not run, such as a syntax error or a failed `beforeAll`; otherwise empty. */
  readonly problem: string;
}

/** Runs the named tests in a working copy, and no others. */
export async function runTests(copy: WorkingCopy, tests: readonly NamedTest[]): Promise<TestRun> {
  const report = join(copy.root, 'report.json');
  await rm(report, { force: true });
  const { stdout, stderr } = await run(
    process.execPath,
    [
      join(repositoryRoot, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root=.',
      // The configuration of tools/ would start a database server.
      '--config=stacks/vitest.config.ts',
      '--reporter=json',
      `--outputFile=${report}`,
      `--testNamePattern=^(${tests.map(({ test }) => escapeRegExp(test)).join('|')})$`,
      ...new Set(tests.map(({ file }) => file)),
    ],
    {
      workingDirectory: copy.root,
      // Each run compiles the provider SDKs. The cache saves a quarter of its processor time.
      environment: { NODE_COMPILE_CACHE: join(copy.root, 'compile-cache'), NO_COLOR: '1', FORCE_COLOR: undefined },
    },
  );
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { outcomes: [], problem: `Vitest wrote no report:\n${stdout}${stderr}` };
  return readReport(copy.root, JSON.parse(text));
}

/** @param root the folder that the paths of the report start with */
export function readReport(root: string, report: unknown): TestRun {
  const { testResults } = reportSchema.parse(report);
  const outcomes = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap(({ ancestorTitles, title, status, failureMessages }): TestOutcome[] => {
      if (status !== 'passed' && status !== 'failed') return [];
      const test = [...ancestorTitles, title].join(' > ');
      return [{ file: name.slice(root.length + 1), test, status, message: failureMessages?.[0] ?? '' }];
    }),
  );
  return { outcomes, problem: testResults.map(({ message }) => message).find(Boolean) ?? '' };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
