import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { CannotStart } from './cannot-start.ts';
import { REPOSITORY, readEnvironment } from './environment.ts';
import { findProgram, type Machine } from './machine.ts';
import { startStack } from './stack/start-stack.ts';

/**
 * Schemathesis reads the running backend's own OpenAPI document and sends about five thousand requests made from it,
 * valid and invalid, single and in sequences. It fails on a server error, an undocumented status, header or content type,
 * an answer that does not fit its schema, bad data accepted or good data refused, and access without a token.
 */
const VERSION = '4.32.5';
const EXAMPLES_PER_OPERATION = 400;

try {
  process.exitCode = await fuzz();
} catch (error) {
  console.error(error instanceof CannotStart ? `npm run test:fuzz: ${error.message}` : error);
  process.exitCode = 1;
}

async function fuzz(): Promise<number> {
  const { machine } = readEnvironment();
  const schemathesis = await installSchemathesis(machine);
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-fuzz-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    durable: false,
    // Addresses over 16 KB are Node's parser's to refuse (431), before the API whose document this is sees them.
    env: { NODE_OPTIONS: '--max-http-header-size=65536' },
    report: (line) => console.log(line),
  });
  try {
    const token = await signUp(stack.origin);
    const { exitCode } = await execa(schemathesis, fuzzArguments(stack.origin, token), {
      cwd: dataDir,
      reject: false,
      stdin: 'ignore',
      stdout: 'inherit',
      stderr: 'inherit',
    });
    return exitCode ?? 1;
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function fuzzArguments(origin: string, token: string): string[] {
  return [
    'run',
    `${origin}/api/openapi.json`,
    `--url=${origin}`,
    `--header=Authorization: Bearer ${token}`,
    '--checks=all',
    '--phases=examples,coverage,fuzzing,stateful',
    `--max-examples=${EXAMPLES_PER_OPERATION}`,
    '--continue-on-failure',
    '--generation-database=none',
  ];
}

/** A virtual environment of its own, kept between runs. */
async function installSchemathesis(machine: Machine): Promise<string> {
  const folder = join(REPOSITORY, '.data/cache', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin/schemathesis');
  if (existsSync(program)) return program;
  const python = findProgram(machine, 'python3');
  if (python === undefined) throw new CannotStart('the fuzzer needs Python 3.10 or newer; install python3.');
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
    throw new CannotStart(
      `schemathesis could not be installed (it needs python3 with its venv module):\n${all.trim()}`,
    );
  }
  return program;
}

async function signUp(origin: string): Promise<string> {
  const account = { username: 'fuzzer', password: 'a password for the fuzzer' };
  await post(`${origin}/api/auth/register`, { ...account, email: 'fuzzer@example.org' });
  const { token } = (await post(`${origin}/api/auth/login`, account)) as { token: string };
  return token;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
