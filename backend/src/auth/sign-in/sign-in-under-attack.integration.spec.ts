import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, type ApiResponse } from '../../../../tools/shared/api-client.ts';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { lockoutSchedules } from './sign-in-lockout.service.ts';

/** The attacker's networks, each with 256 addresses. */
const attackerNetworks = 34;
/** Guesses of each network at each account. Together they use up what an account allows in an hour. */
const guessesPerNetwork = 3;
const accounts = 5;

type Browser = 'returning' | 'new' | 'new, in a network of the attacker';
/** Of all accounts together: 87 sign-ins. */
const signIns: readonly { readonly browser: Browser; readonly count: number }[] = [
  { browser: 'returning', count: 37 },
  { browser: 'new', count: 35 },
  { browser: 'new, in a network of the attacker', count: 15 },
];

interface Owner {
  readonly username: string;
  readonly password: string;
  readonly usualBrowser: ApiClient;
}

let mailServer: MailServer;
let running: TestApp;
let owners: readonly Owner[];
let lastAddress = 0;

beforeAll(async () => {
  mailServer = await startMailServer();
  const env = { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback', SMTP_URL: mailServer.url };
  running = await startTestApp({ env });
  owners = await Promise.all(Array.from({ length: accounts }, (_, i) => register(`owner-${i}`)));
});
afterAll(async () => {
  await running.stop();
  await mailServer.stop();
});

/** Registers, and signs in once with the browser that the owner uses from then on. */
async function register(username: string): Promise<Owner> {
  const password = `${username} has a password`;
  const usualBrowser = running.newBrowser();
  const headers = { 'X-Forwarded-For': newAddress() };
  await usualBrowser.post(
    '/api/auth/register',
    { username, password, email: `${username}@example.com` },
    { headers, expect: 201 },
  );
  await usualBrowser.post('/api/auth/session', { username, password }, { headers, expect: 201 });
  return { username, password, usualBrowser };
}

/** An address in a network that nobody has used. */
function newAddress(): string {
  lastAddress += 1;
  return `10.${lastAddress >> 8}.${lastAddress & 255}.7`;
}

const attackerAddress = (network: number, host: number) => `203.0.${network}.${host}`;

const signIn = (browser: ApiClient, { username, password }: Pick<Owner, 'username' | 'password'>, address: string) =>
  browser.post('/api/auth/session', { username, password }, { headers: { 'X-Forwarded-For': address } });

function guess({ username }: Owner, address: string): Promise<ApiResponse> {
  return signIn(new ApiClient(running.api.origin), { username, password: 'not the password' }, address);
}

/** Guesses from every network of the attacker until all are refused, as long as the account lets it. */
async function attack(owner: Owner): Promise<number> {
  let checked = 0;
  for (let host = 1; host <= guessesPerNetwork; host++) {
    for (let network = 0; network < attackerNetworks; network++) {
      const { status } = await guess(owner, attackerAddress(network, host));
      if (status === 401) checked += 1;
    }
  }
  return checked;
}

/** Ends the locks of the accounts, as if a minute had passed. */
async function passAMinute(): Promise<void> {
  await running.database.connection.query(
    "UPDATE rate_limits SET expire = expire - 60000 WHERE `key` LIKE 'sign-in:lockout:%:tries:%'",
  );
}

/** Opens the link that is mailed to a locked-out owner. */
async function unlock({ username }: Owner, browser: ApiClient, address: string): Promise<void> {
  const headers = { 'X-Forwarded-For': address };
  const mailbox = `${username}@example.com`;
  const links = () =>
    mailServer.received.filter(({ to, mail }) => to.includes(mailbox) && mail.text?.includes('/unlock'));
  const before = links().length;
  await browser.post('/api/auth/unlock', { username }, { headers, expect: 202 });
  await expect.poll(() => links().length, { timeout: 10_000 }).toBe(before + 1);
  const token = tokenIn(links()[before] ?? expect.fail('no mail'));
  await browser.call('PUT', '/api/auth/unlock', { token }, { headers, expect: 204 });
}

it('lets owners in within a minute while their accounts are attacked from many addresses', async () => {
  const checked = await Promise.all(owners.map(attack));
  // The attack reaches the limit of every account, and no more than the hundred guesses that are promised.
  for (const guesses of checked) {
    expect(guesses).toBeGreaterThanOrEqual(lockoutSchedules.account.tries);
    expect(guesses).toBeLessThanOrEqual(lockoutSchedules.account.tries + lockoutSchedules.reserve.tries);
  }

  const outcomes: { browser: Browser; result: 'at once' | 'by mail' | 'refused' }[] = [];
  let turn = 0;
  for (const { browser: kind, count } of signIns) {
    for (let i = 0; i < count; i++) {
      turn += 1;
      const owner = owners[turn % accounts] ?? expect.fail('no owner');
      await passAMinute();
      // The attacker is faster, and takes every try that the minute has given back.
      for (let network = 0; network < 4; network++)
        await guess(owner, attackerAddress((turn + network) % attackerNetworks, 50 + turn));
      const browser = kind === 'returning' ? owner.usualBrowser : running.newBrowser();
      const address = kind.includes('attacker') ? attackerAddress(turn % attackerNetworks, 250) : newAddress();
      if ((await signIn(browser, owner, address)).status === 201) outcomes.push({ browser: kind, result: 'at once' });
      else {
        await unlock(owner, browser, address);
        const { status } = await signIn(browser, owner, address);
        outcomes.push({ browser: kind, result: status === 201 ? 'by mail' : 'refused' });
      }
    }
  }

  const of = (kind: Browser, result: string) =>
    outcomes.filter(({ browser, result: actual }) => browser === kind && actual === result).length;
  expect(outcomes).toHaveLength(87);
  expect(outcomes.filter(({ result }) => result !== 'refused').length).toBeGreaterThanOrEqual(80);
  expect(of('returning', 'at once')).toBe(37);
  // No mail is needed in a network that has not guessed at the account.
  expect(of('new', 'at once')).toBe(35);
  expect(of('new, in a network of the attacker', 'by mail')).toBeGreaterThanOrEqual(10);
}, 300_000);
