import type { RowDataPacket } from 'mysql2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { registerWithTotp, totpCode, type UserWithTotp } from '../../../test/totp-user.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';

const env = { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback' };

let running: TestApp;
let replica: TestApp;
let lastPerson = 0;
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
  const username = `owner-${++lastPerson}`;
  owner = { username, password: `${username} has a password` };
  const registration = { ...owner, email: `${username}@example.com` };
  await running.api.post('/api/auth/register', registration, { headers: { 'X-Forwarded-For': newAddress() } });
});
afterEach(() => vi.restoreAllMocks());

/** Where nobody has signed in from before. */
function newAddress(): string {
  lastAddress += 1;
  return `198.51.${lastAddress >> 8}.${lastAddress & 255}`;
}

function signIn(username: string, password: string, address: string, app = running): Promise<ApiResponse> {
  return app.api.post('/api/auth/login', { username, password }, { headers: { 'X-Forwarded-For': address } });
}

function guess(address: string, username = owner.username): Promise<ApiResponse> {
  return signIn(username, 'not the password', address);
}

/** As if so much time had passed; keeps what is remembered about addresses where people are at home. */
async function pass(seconds: number): Promise<void> {
  const { connection } = running.database;
  await connection.query("UPDATE rate_limits SET expire = expire - ? WHERE `key` LIKE 'sign-in:lockout:%:tries:%'", [
    seconds * 1000,
  ]);
}

async function statusesOf(answers: Iterable<Promise<ApiResponse>>): Promise<number[]> {
  return (await Promise.all(answers)).map(({ status }) => status);
}

/** Seconds, up to the next quarter of a minute: on a busy machine some of a lock is over before its answer is read. */
const waitOf = ({ headers }: ApiResponse) => Math.ceil(Number(headers.get('retry-after')) / 15) * 15;

describe('guessing from one address', () => {
  it('is locked out after the allowed failures, each time twice as long, up to the longest lock', async () => {
    const address = newAddress();
    for (let i = 0; i < 5; i++) expect((await guess(address)).status).toBe(401);
    const waits = [];
    for (let i = 0; i < 6; i++) {
      const refused = await guess(address);
      expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
      waits.push(waitOf(refused));
      await pass(waitOf(refused));
      expect((await guess(address)).status).toBe(401);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
  });

  it('rejects the right password too while locked, and hashes no password', async () => {
    const address = newAddress();
    for (let i = 0; i < 5; i++) await guess(address);
    const check = vi.spyOn(running.app.get(PasswordHasherService), 'check');
    const refused = await signIn(owner.username, owner.password, address);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('ratelimit-reset')).toBe(refused.headers.get('retry-after'));
    expect(check).not.toHaveBeenCalled();
  });

  it('does not lock the user out at other addresses', async () => {
    const address = newAddress();
    for (let i = 0; i < 6; i++) await guess(address);
    expect((await signIn(owner.username, owner.password, newAddress())).status).toBe(200);
  });

  it('is counted across two replicas', async () => {
    const address = newAddress();
    for (const app of [running, replica, running, replica, running]) {
      expect((await signIn(owner.username, 'wrong', address, app)).status).toBe(401);
    }
    for (const app of [running, replica])
      expect((await signIn(owner.username, 'wrong', address, app)).status).toBe(429);
  });

  it('checks no more passwords than may fail when fifty requests arrive at the same time', async () => {
    const address = newAddress();
    const checks = [running, replica].map(({ app }) => vi.spyOn(app.get(PasswordHasherService), 'check'));
    const attempts = Array.from({ length: 50 }, (_, i) =>
      signIn(owner.username, 'not the password', address, i % 2 === 0 ? running : replica),
    );
    const statuses = await statusesOf(attempts);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(45);
    expect(checks.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(5);
  });

  it('checks one password when ten requests arrive at the same time after a lock', async () => {
    const address = newAddress();
    for (let i = 0; i < 5; i++) await guess(address);
    await pass(60);
    const statuses = await statusesOf(Array.from({ length: 10 }, () => guess(address)));
    expect(statuses.filter((status) => status === 401)).toHaveLength(1);
  });

  it('is counted for every spelling of the username together', async () => {
    const address = newAddress();
    const spellings = [owner.username, owner.username.toUpperCase(), `${owner.username} `];
    for (let i = 0; i < 5; i++) await guess(address, spellings[i % 3]);
    for (const username of spellings) expect((await guess(address, username)).status).toBe(429);
  });

  it('is locked out when it tries many accounts', async () => {
    const address = newAddress();
    const statuses = [];
    for (let i = 0; i < 60; i++) statuses.push((await guess(address, `leaked-${i}`)).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    const refused = await guess(address, 'leaked-60');
    expect([refused.status, waitOf(refused)]).toEqual([429, 60]);
  });
});

it('answers for an unknown username exactly as for a known one', async () => {
  const shown = (answer: ApiResponse) => ({
    status: answer.status,
    wait: waitOf(answer),
    body: { ...answer.body, correlationId: '' },
    headers: [...answer.headers].filter(
      ([name]) => !['date', 'x-request-id', 'ratelimit-reset', 'retry-after', 'content-length'].includes(name),
    ),
  });
  const [real, made] = [newAddress(), newAddress()];
  for (let i = 0; i < 7; i++) {
    expect(shown(await guess(made, 'nobody-at-all'))).toEqual(shown(await guess(real)));
  }
});

describe("the account's owner", () => {
  it('has all tries again after a successful sign-in', async () => {
    const address = newAddress();
    for (let i = 0; i < 4; i++) await guess(address);
    expect((await signIn(owner.username, owner.password, address)).status).toBe(200);
    for (let i = 0; i < 5; i++) expect((await guess(address)).status).toBe(401);
    expect((await guess(address)).status).toBe(429);
  });

  it('starts with the first lock again after a successful sign-in', async () => {
    const address = newAddress();
    for (let i = 0; i < 5; i++) await guess(address);
    await pass(60);
    expect((await signIn(owner.username, owner.password, address)).status).toBe(200);
    for (let i = 0; i < 5; i++) await guess(address);
    expect(waitOf(await guess(address))).toBe(60);
  });

  it('is not counted for signing in often', async () => {
    const address = newAddress();
    for (let i = 0; i < 12; i++) {
      expect((await signIn(owner.username, owner.password, address)).status).toBe(200);
    }
  });

  it('waits for the short lock of the account during a distributed attack, and not at all at a known address', async () => {
    const home = newAddress();
    expect((await signIn(owner.username, owner.password, home)).status).toBe(200);
    const attack = Array.from({ length: 100 }, () => newAddress());
    for (const address of attack) expect((await guess(address)).status).toBe(401);
    expect((await guess(newAddress())).status).toBe(429);

    expect((await signIn(owner.username, owner.password, home)).status).toBe(200);

    const travelling = newAddress();
    const waits = [];
    for (let i = 0; i < 4; i++) {
      const refused = await signIn(owner.username, owner.password, travelling);
      expect(refused.status).toBe(429);
      waits.push(waitOf(refused));
      await pass(waitOf(refused));
      if (i < 3) for (let turn = 0; turn < 2; turn++) expect((await guess(newAddress())).status).toBe(401);
    }
    expect(waits).toEqual([15, 30, 60, 60]);
    expect((await signIn(owner.username, owner.password, travelling)).status).toBe(200);
  });

  describe('with two-step verification', () => {
    const signInAs = (user: UserWithTotp, address: string, code?: string) =>
      running.api.post(
        '/api/auth/login',
        { username: user.username, password: user.password, code },
        { headers: { 'X-Forwarded-For': address } },
      );

    it('is not counted as failed when asked for the code', async () => {
      const [user, address] = [await registerWithTotp(running.api, 'asked'), newAddress()];
      for (let i = 0; i < 8; i++) expect((await signInAs(user, address)).body.code).toBe('second_factor_required');
      for (let i = 0; i < 4; i++) await guess(address, user.username);
      // The fifth would lock; being asked for the code undoes that too.
      expect((await signInAs(user, address)).body.code).toBe('second_factor_required');
      expect((await signInAs(user, address, totpCode(user.secret, 1))).status).toBe(200);
    });

    it('is protected from guesses of the code by an attacker who knows the password', async () => {
      const [user, address] = [await registerWithTotp(running.api, 'protected'), newAddress()];
      for (let i = 0; i < 5; i++) {
        expect((await signInAs(user, address, '000000')).body.code).toBe('second_factor_invalid');
        // Asking anew does not begin the count anew.
        expect((await signInAs(user, address)).status).toBe(i < 4 ? 401 : 429);
      }
      expect((await signInAs(user, address, totpCode(user.secret, 1))).status).toBe(429);
    });
  });

  it('is not locked out after another proof of identity', async () => {
    const address = newAddress();
    const { username, password } = owner;
    for (let i = 0; i < 6; i++) await guess(address);
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
