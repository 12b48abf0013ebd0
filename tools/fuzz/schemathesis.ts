import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { REPOSITORY } from '../shared/environment.ts';
import { findProgram, type Machine } from '../shared/machine.ts';

const VERSION = '4.32.5';

/**
 * What may become of a request that fits the document, besides success: what it names may not be there (410: a link from a
 * mail), and a new password may be a common one, which no schema can say. Where browsers may add members, `__proto__` is
 * still refused.
 */
const CONFIGURATION = `
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
  /** How many requests are made up for each operation. */
  readonly examples: number;
  /** Operations by `operationId`; default all. */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/**
 * Sends requests made from the backend's own OpenAPI document, valid and invalid, single and in sequences.
 * @returns 0, or another number after a server error, an undocumented status, header or content type, an answer that does
 * not fit its schema, bad data accepted or good data refused, or access without a token
 */
export async function fuzz(program: string, origin: string, run: FuzzRun, cwd: string): Promise<number> {
  const configuration = join(cwd, 'schemathesis.toml');
  writeFileSync(configuration, CONFIGURATION);
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
 * A virtual environment of its own, kept between runs.
 * @returns the program
 * @throws CliError
 */
export async function installSchemathesis(machine: Machine): Promise<string> {
  const folder = join(REPOSITORY, '.data/cache', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin/schemathesis');
  if (existsSync(program)) return program;
  const python = findProgram(machine, 'python3');
  if (python === undefined) throw new CliError('the fuzzer needs Python 3.10 or newer; install python3.');
  console.log(`Installing schemathesis ${VERSION} …`);
  mkdirSync(folder, { recursive: true });
  const steps: [string, string[]][] = [
    [python, ['-m', 'venv', folder]],
    [join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`]],
  ];
  for (const [command, args] of steps) {
    const { failed, all } = await execa(command, args, { all: true, reject: false, stdin: 'ignore' });
    if (!failed) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new CliError(`schemathesis could not be installed (it needs python3 with its venv module):\n${all.trim()}`);
  }
  return program;
}
