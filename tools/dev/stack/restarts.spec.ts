import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ApiClient, type ApiResponse } from '../../shared/api-client.ts';
import { childEnvironment, repositoryRoot } from '../../shared/environment.ts';
import { isAlive, type ProcessIdentity, readIdentity } from '../../shared/processes/process-identity.ts';
import { stackLayout } from './stack-layout.ts';
import { type Stack, startStack } from './start-stack.ts';

/** The stack builds the web first when its sources have changed. */
const buildTimeoutMs = 600_000;
const longestWaitMs = 30_000;
const clientCount = 4;
/** On a machine that is busy with other work, one restart may take longer. What the others assert holds for each kill. */
const mostKills = 3;

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const parts = ['backend', 'web', 'database'] as const;
type PartName = (typeof parts)[number];

/** `null` while it is not started. */
function identityOf(part: PartName): ProcessIdentity | null {
  const layout = stackLayout(dataDir);
  return readIdentity(part === 'database' ? join(layout.database, 'server.process.json') : layout.pidFile(part));
}

async function killPart(part: PartName): Promise<void> {
  const identity = identityOf(part);
  if (identity === null) throw new Error(`The ${part} does not run`);
  process.kill(identity.pid, 'SIGKILL');
  await expect.poll(() => isAlive(identity), { interval: 1 }).toBe(false);
}

/** Clients that create tasks one after the other, and what became of it. */
class Load {
  readonly acknowledged: string[] = [];
  readonly failures: (ApiResponse | Error)[] = [];
  private readonly ending = new AbortController();
  private readonly running: Promise<unknown>;

  constructor(api: ApiClient, token: string) {
    this.running = Promise.all(Array.from({ length: clientCount }, (_, number) => this.work(api, token, number)));
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async work(api: ApiClient, token: string, number: number): Promise<void> {
    for (let count = 0; !this.ending.signal.aborted; count += 1) {
      const title = `Client ${number}, task ${count}`;
      const response = await api.post('/api/tasks', { title }, { token }).catch((error: Error) => error);
      if (!(response instanceof Error) && response.status === 201) {
        this.acknowledged.push(title);
        await sleep(10);
      } else {
        this.failures.push(response);
        const seconds = response instanceof Error ? 1 : Number(response.headers.get('retry-after'));
        await sleep(seconds * 1_000, undefined, { signal: this.ending.signal }).catch(() => undefined);
      }
    }
  }
}

describe('under load', () => {
  let stack: Stack;
  let api: ApiClient;
  let token: string;
  const lines: string[] = [];

  beforeAll(async () => {
    // All clients have one address and one user, so no rate limit.
    const env = { RATE_LIMIT_FACTOR: '1000' };
    stack = await startStack({ dataDir, port: 0, env, report: (line) => lines.push(line) });
    api = new ApiClient(stack.origin, { timeout: 5_000 });
    ({ token } = await api.registerUser('loaded'));
  }, buildTimeoutMs);

  afterAll(() => stack?.stop());

  const createTask = () => api.post('/api/tasks', { title: 'Probe' }, { token, expect: 201 });
  const readPage = () => api.call('GET', '/login', undefined, { expect: 200 });

  /** Milliseconds until `request` succeeds. */
  async function timeUntil(request: () => Promise<unknown>): Promise<number> {
    const began = performance.now();
    for (;;) {
      const succeeded = await request().then(
        () => true,
        () => false,
      );
      const passed = performance.now() - began;
      if (succeeded || passed > longestWaitMs) return Math.round(passed);
      await sleep(25);
    }
  }

  it.each([
    { killed: ['backend'], seconds: 5, returns: createTask, other: readPage },
    { killed: ['web'], seconds: 5, returns: readPage, other: createTask },
    { killed: ['database'], seconds: 5, returns: createTask, other: readPage },
    { killed: parts, seconds: 30, returns: () => Promise.all([createTask(), readPage()]), other: undefined },
  ] as const)(
    'a kill -9 of $killed is over in less than $seconds s, and nothing acknowledged is lost',
    async ({ killed, seconds, returns, other }) => {
      let fastest = Number.POSITIVE_INFINITY;
      for (let kill = 1; kill <= mostKills && fastest >= seconds * 1_000; kill += 1) {
        const load = new Load(api, token);
        await expect.poll(() => load.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(20);
        const before = lines.length;
        for (const part of killed) await killPart(part);
        const [took] = await Promise.all([timeUntil(returns), other?.()]);
        fastest = Math.min(fastest, took);
        for (const part of killed) {
          const said = () => lines.slice(before).join('\n');
          await expect.poll(said).toMatch(new RegExp(`^The ${part} .*\\(SIGKILL\\)\\. Starting it again`, 'm'));
          await expect
            .poll(said, { timeout: 20_000 })
            .toMatch(new RegExp(`^The ${part} is ready again after [\\d.]+ s\\.$`, 'm'));
        }
        await load.stop();
        const { acknowledged, failures } = load;
        console.log(
          `${killed}: back in ${took} ms; ${acknowledged.length} tasks acknowledged, ${failures.length} refused`,
        );

        const stored = await storedTitles();
        expect(acknowledged.filter((title) => !stored.has(title))).toEqual([]);
        // One per second and client while it is down, and one that was under way.
        expect(failures.length).toBeLessThanOrEqual(clientCount * (Math.ceil(took / 1_000) + 1));
        for (const failure of failures) {
          expect(describeAnswer(failure)).toMatch(
            /^50[23] application\/problem\+json; charset=utf-8, retry after [15] s$/,
          );
        }
      }
      expect(fastest).toBeLessThan(seconds * 1_000);
    },
    120_000,
  );

  async function storedTitles(): Promise<Set<string>> {
    const connection = await createConnection(stack.databaseUrl);
    const [rows] = await connection.query<RowDataPacket[]>('SELECT title FROM tasks');
    await connection.query('DELETE FROM tasks');
    await connection.end();
    return new Set(rows.map(({ title }) => title));
  }
});

function describeAnswer(answer: ApiResponse | Error): string {
  if (answer instanceof Error) return answer.message;
  const { status, headers } = answer;
  return `${status} ${headers.get('content-type')}, retry after ${headers.get('retry-after')} s`;
}

it('stops everything on Ctrl-C while all parts are being restarted', { timeout: buildTimeoutMs }, async () => {
  const env = childEnvironment({ DATA_DIR: dataDir, PORT: '0', DATABASE_URL: undefined });
  const child = spawn(process.execPath, ['tools/dev/start.ts'], { cwd: repositoryRoot, env });
  const output: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => output.push(line));
  onTestFinished(() => {
    child.kill('SIGINT');
  });
  const said = (text: string) => expect.poll(() => output.join('\n'), { timeout: buildTimeoutMs }).toContain(text);
  await said('Taskyard is ready');
  const started = parts.map(identityOf);
  for (const part of parts) await killPart(part);
  for (const part of parts) await said(`The ${part}`);
  const restarted = parts.map(identityOf);
  child.kill('SIGINT');
  const began = performance.now();
  const [code] = await once(child, 'close');
  expect(performance.now() - began).toBeLessThan(5_000);
  expect([code, output.at(-1)]).toEqual([0, expect.stringContaining('your data is kept in')]);
  expect(
    [...started, ...restarted, ...parts.map(identityOf)].filter((identity) => identity !== null && isAlive(identity)),
  ).toEqual([]);
});
