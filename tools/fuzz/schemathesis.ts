import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { repositoryRoot } from '../shared/environment.ts';
import type { Machine } from '../shared/machine.ts';
import { ensurePythonEnvironment } from '../shared/python-environment.ts';

const version = '4.32.5';

/**
 * Expected statuses of valid requests besides success. The resource may not exist (410: a link from an email), and a new
 * password may be too common, which no schema can express. Where additional members are allowed, `__proto__` is refused.
 */
const configurationText = `
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 429, "5xx"]

[[operations]]
include-operation-id = ["register", "changePassword", "resetPassword"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 409, 410, 422, 429, "5xx"]

[[operations]]
include-operation-id = ["addPasskey", "signInWithPasskey"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 401, 403, 409, 429, "5xx"]
`;

/** One run of the fuzzer over some of the document's operations. */
export interface FuzzRun {
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token: string;
  /** Number of generated requests for each operation. */
  readonly examples: number;
  /** Operations by `operationId`; default: all. */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/**
 * Sends requests generated from the backend's OpenAPI document: valid and invalid, single and in sequences.
 * @returns 0, or another number after a server error, an undocumented status, header or content type, a response that does
 * not match its schema, invalid data that is accepted, valid data that is refused, or access without a token
 */
export async function fuzz(program: string, origin: string, run: FuzzRun, cwd: string): Promise<number> {
  const configuration = join(cwd, 'schemathesis.toml');
  writeFileSync(configuration, configurationText);
  const args = [
    `--config-file=${configuration}`,
    'run',
    `${origin}/api/openapi.json`,
    `--url=${origin}`,
    `--header=Authorization: Bearer ${run.token}`,
    '--checks=all',
    '--phases=examples,coverage,fuzzing,stateful',
    `--max-examples=${run.examples}`,
    ...(run.only ?? []).map((id) => `--include-operation-id=${id}`),
    ...(run.except ?? []).map((id) => `--exclude-operation-id=${id}`),
    '--continue-on-failure',
    '--generation-database=none',
  ];
  const options = { cwd, reject: false, stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' } as const;
  const { exitCode } = await execa(program, args, options);
  return exitCode ?? 1;
}

/**
 * Installs the fuzzer at the first call.
 * @returns the path of its program
 * @throws CliError
 */
export async function installSchemathesis(machine: Machine): Promise<string> {
  const folder = join(repositoryRoot, '.data/cache', `schemathesis-${version}`);
  const name = `schemathesis ${version}`;
  const requirements = [`schemathesis==${version}`];
  if (!(await ensurePythonEnvironment({ folder, requirements, name, machine }))) {
    throw new CliError('the fuzzer needs Python 3.10 or newer with its venv module. Install python3 and python3-venv.');
  }
  return join(folder, 'bin/schemathesis');
}
