import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../shared/child-process.ts';
import { installRequirements } from '../shared/python-environment.ts';

/** The parts of checkov's JSON report that are used. */
const reportSchema = z.object({
  results: z.object({
    failed_checks: z.array(
      z.object({ check_id: z.string(), check_name: z.string(), resource: z.string(), file_path: z.string() }),
    ),
  }),
  summary: z.object({ passed: z.number(), failed: z.number(), parsing_errors: z.number() }),
});

/** A check that failed. */
export interface Finding {
  /** Such as `CKV_K8S_43`. */
  readonly check: string;
  /** `Kind.namespace.name` of a Kubernetes object; the job or the step of a workflow. */
  readonly object: string;
  /** What the check asks for, and the file. */
  readonly message: string;
}

export interface Report {
  readonly findings: readonly Finding[];
  /** How many checks were made. 0: checkov did not understand any file. */
  readonly checked: number;
}

export type Framework = 'kubernetes' | 'github_actions';

/** Installs checkov, if this version of it is not yet in the cache. @returns its program */
export async function installCheckov(): Promise<string> {
  return join(await installRequirements('checkov', join(import.meta.dirname, 'requirements.txt')), 'bin/checkov');
}

/**
 * Runs checkov on the files below a folder. It finds workflows only below a folder named `.github`.
 *
 * @throws when checkov fails, or cannot read a file
 */
export async function checkov(program: string, framework: Framework, folder: string): Promise<Report> {
  const { stdout, stderr } = await run(
    program,
    // Without --skip-download it asks its vendor's server for the pages about its checks.
    [`--directory=${folder}`, `--framework=${framework}`, '--output=json', '--quiet', '--compact', '--skip-download'],
    // It keeps a settings file in the home folder.
    { workingDirectory: tmpdir(), environment: { HOME: tmpdir() } },
  );
  if (!stdout.trimStart().startsWith('{')) throw new Error(`checkov printed no report: ${stderr}${stdout}`);
  const { results, summary } = reportSchema.parse(JSON.parse(stdout));
  if (summary.parsing_errors > 0) throw new Error(`checkov cannot read ${summary.parsing_errors} files: ${stderr}`);
  return {
    findings: results.failed_checks.map(({ check_id, check_name, resource, file_path }) => ({
      check: check_id,
      object: resource,
      message: `${check_name} (${file_path})`,
    })),
    checked: summary.passed + summary.failed,
  };
}
