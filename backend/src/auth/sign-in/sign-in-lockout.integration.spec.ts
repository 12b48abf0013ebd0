import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { RowDataPacket } from 'mysql2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { lockSeconds } from '../../platform/limits/lockout-schedule.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { lockoutSchedules, SignInLockoutService } from './sign-in-lockout.service.ts';

const { tries, triesBetweenLocks } = lockoutSchedules.accountAtAddress;
const firstLock = lockSeconds(lockoutSchedules.accountAtAddress, 0);

const env = { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback' };

let running: TestApp;
let replica: TestApp;
let lastOwner = 0;
let lastAddress = 0;
let owner: { username: string; password: string };

beforeAll(async () => {
  running = await startTestApp({ env });
  replica = await startTestApp({ env, sharing: running });
});
afterAll(async () => {
  await replica.stop();
  await running.stop();
});
beforeEach(async () => {
  const username = `owner-${++lastOwner}`;
  owner = { username, password: `${username} has a password` };
  const registration = { ...owner, email: `${username}@example.com` };
  await running.api.post('/api/auth/register', registration, { headers: { 'X-Forwarded-For': newAddress() } });
});
afterEach(() => vi.restoreAllMocks());

/** An address in a network from which no user has signed in before. */
function newAddress(): string {
  lastAddress += 1;
  return `198.${lastAddress >> 8}.${lastAddress & 255}.1`;
}

function signIn(username: string, password: string, address: string, app = running): Promise<ApiResponse> {
  return app.api.post('/api/auth/login', { username, password }, { headers: { 'X-Forwarded-For': address } });
}

function guess(address: string, username = owner.username): Promise<ApiResponse> {
  return signIn(username, 'not the password', address);
}

/** Guesses one after the other. @returns the statuses */
async function guessRepeatedly(count: number, address: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) statuses.push((await guess(address)).status);
  return statuses;
}

/** Moves the counters back, as if so much time had passed. Known addresses stay as they are. */
async function pass(seconds: number): Promise<void> {
  const { connection } = running.database;
  await connection.query("UPDATE rate_limits SET expire = expire - ? WHERE `key` LIKE 'sign-in:lockout:%:tries:%'", [
    seconds * 1000,
  ]);
}

async function statusesOf(answers: Iterable<Promise<ApiResponse>>): Promise<number[]> {
  return (await Promise.all(answers)).map(({ status }) => status);
}

/** The waiting time in seconds. On a busy machine a part of the lock has passed: up to 15 s less still count as `lock`. */
function waitOf({ headers }: ApiResponse, lock: number): number {
  const seconds = Number(headers.get('retry-after'));
  return seconds <= lock && seconds > lock - 15 ? lock : seconds;
}

const repeat = <Item>(item: Item, count: number) => Array.from({ length: count }, () => item);

describe('guessing from one address', () => {
  it('is locked out after the allowed failures, each time twice as long, up to the longest lock', async () => {
    const address = newAddress();
    expect(await guessRepeatedly(tries, address)).toEqual(repeat(401, tries));
    for (let locks = 0; locks < 6; locks++) {
      const refused = await guess(address);
      expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
      const lock = lockSeconds(lockoutSchedules.accountAtAddress, locks);
      expect(waitOf(refused, lock)).toBe(lock);
      await pass(lock);
      expect(await guessRepeatedly(triesBetweenLocks, address)).toEqual(repeat(401, triesBetweenLocks));
    }
  });

  it('rejects the right password too while locked, and hashes no password', async () => {
    const address = newAddress();
    await guessRepeatedly(tries, address);
    const check = vi.spyOn(running.app.get(PasswordHasherService), 'check');
    const refused = await signIn(owner.username, owner.password, address);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('ratelimit-reset')).toBe(refused.headers.get('retry-after'));
    expect(check).not.toHaveBeenCalled();
  });

  it('does not lock the user out at other addresses', async () => {
    const address = newAddress();
    await guessRepeatedly(tries + 1, address);
    expect((await signIn(owner.username, owner.password, newAddress())).status).toBe(200);
  });

  it('is counted across two replicas', async () => {
    const address = newAddress();
    for (let i = 0; i < tries; i++) {
      const app = i % 2 === 0 ? running : replica;
      expect((await signIn(owner.username, 'wrong', address, app)).status).toBe(401);
    }
    for (const app of [running, replica])
      expect((await signIn(owner.username, 'wrong', address, app)).status).toBe(429);
  });

  it('checks no more passwords than may fail when many requests arrive at the same time', async () => {
    const address = newAddress();
    const checks = [running, replica].map(({ app }) => vi.spyOn(app.get(PasswordHasherService), 'check'));
    const attempts = Array.from({ length: 10 * tries }, (_, i) =>
      signIn(owner.username, 'not the password', address, i % 2 === 0 ? running : replica),
    );
    const statuses = await statusesOf(attempts);
    expect(statuses.filter((status) => status === 401)).toHaveLength(tries);
    expect(statuses.filter((status) => status === 429)).toHaveLength(9 * tries);
    expect(checks.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(tries);
  });

  it('checks only the allowed passwords when many requests arrive at the same time after a lock', async () => {
    const address = newAddress();
    await guessRepeatedly(tries, address);
    await pass(firstLock);
    const statuses = await statusesOf(Array.from({ length: 10 * triesBetweenLocks }, () => guess(address)));
    expect(statuses.filter((status) => status === 401)).toHaveLength(triesBetweenLocks);
  });

  it('is counted for every spelling of the username together', async () => {
    const address = newAddress();
    const spellings = [owner.username, owner.username.toUpperCase(), `${owner.username} `];
    for (let i = 0; i < tries; i++) await guess(address, spellings[i % 3]);
    for (const username of spellings) expect((await guess(address, username)).status).toBe(429);
  });

  it('is locked out when it tries many accounts', async () => {
    const address = newAddress();
    const statuses = [];
    for (let i = 0; i < lockoutSchedules.address.tries; i++) {
      statuses.push((await guess(address, `leaked-${i}`)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([401]));
    const refused = await guess(address, 'leaked-last');
    const lock = lockSeconds(lockoutSchedules.address, 0);
    expect([refused.status, waitOf(refused, lock)]).toEqual([429, lock]);
  });
});

it('answers for an unknown username exactly as for a known one', async () => {
  const shown = (answer: ApiResponse) => ({
    status: answer.status,
    wait: waitOf(answer, firstLock),
    body: { ...answer.body, correlationId: '' },
    headers: [...answer.headers].filter(
      ([name]) => !['date', 'x-request-id', 'ratelimit-reset', 'retry-after', 'content-length'].includes(name),
    ),
  });
  const [known, unknown] = [newAddress(), newAddress()];
  for (let i = 0; i < tries + 2; i++) {
    expect(shown(await guess(unknown, 'unknown-user'))).toEqual(shown(await guess(known)));
  }
});

describe("the account's owner", () => {
  it('has all tries again after a successful sign-in', async () => {
    const address = newAddress();
    await guessRepeatedly(tries - 1, address);
    expect((await signIn(owner.username, owner.password, address)).status).toBe(200);
    expect(await guessRepeatedly(tries, address)).toEqual(repeat(401, tries));
    expect((await guess(address)).status).toBe(429);
  });

  it('starts with the first lock again after a successful sign-in', async () => {
    const address = newAddress();
    await guessRepeatedly(tries, address);
    await pass(firstLock);
    expect((await signIn(owner.username, owner.password, address)).status).toBe(200);
    await guessRepeatedly(tries, address);
    expect(waitOf(await guess(address), firstLock)).toBe(firstLock);
  });

  it('is not counted for signing in often', async () => {
    const address = newAddress();
    for (let i = 0; i < 2 * tries + 2; i++) {
      expect((await signIn(owner.username, owner.password, address)).status).toBe(200);
    }
  });

  it('waits for the short lock of the account during a distributed attack, and not at all at a known address', async () => {
    const { account } = lockoutSchedules;
    const home = newAddress();
    expect((await signIn(owner.username, owner.password, home)).status).toBe(200);
    const { reserve } = lockoutSchedules;
    const attack = Array.from({ length: account.tries + reserve.tries }, () => newAddress());
    for (const address of attack) expect((await guess(address)).status).toBe(401);
    expect((await guess(newAddress())).status).toBe(429);

    expect((await signIn(owner.username, owner.password, home)).status).toBe(200);

    const elsewhere = newAddress();
    for (let locks = 0; locks < 4; locks++) {
      const refused = await signIn(owner.username, owner.password, elsewhere);
      expect(refused.status).toBe(429);
      const lock = lockSeconds(account, locks);
      expect(waitOf(refused, lock)).toBe(lock);
      await pass(lock);
      if (locks === 3) break;
      for (let i = 0; i < account.triesBetweenLocks + reserve.triesBetweenLocks; i++)
        expect((await guess(newAddress())).status).toBe(401);
    }
    expect((await signIn(owner.username, owner.password, elsewhere)).status).toBe(200);
  });

  it('is not locked out after another proof of identity', async () => {
    const address = newAddress();
    const { username, password } = owner;
    await guessRepeatedly(tries + 1, address);
    await running.app.get(SignInLockoutService).forgive([username, `${username}@example.com`], address);
    expect((await signIn(username, password, address)).status).toBe(200);
  });
});

it('stores no username in the counters', async () => {
  await guess(newAddress());
  const [rows] = await running.database.connection.query<RowDataPacket[]>('SELECT `key` FROM rate_limits');
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).not.toContain('owner');
});

it('neither keeps nor logs a password that was typed as the username', async () => {
  const log = vi.spyOn(Logger.prototype, 'log');
  expect((await guess(newAddress(), owner.password)).status).toBe(401);
  const [rows] = await running.database.connection.query<RowDataPacket[]>('SELECT `key` FROM rate_limits');
  const logged = JSON.stringify(log.mock.calls);
  expect(logged).toContain('sign-in failed');
  const traces = ['base64url', 'hex', 'base64'] as const;
  for (const text of [
    owner.password,
    ...traces.map((form) => createHash('sha256').update(owner.password).digest(form)),
  ]) {
    expect(logged).not.toContain(text);
    for (const { key } of rows) expect(key).not.toContain(text);
  }
  // Not even the key under which the name is counted: it would tell which failures belong together.
  for (const { key } of rows)
    for (const part of String(key).split(':')) if (part.length === 43) expect(logged).not.toContain(part);
});
