import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readEnvironment } from '../../platform/config/environment.ts';
import { BreachedPasswordsService } from './breached-passwords.service.ts';

const stolen = 'a sentence that was stolen';
const padding = 'a sentence that is padding';
const hashOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

/** Stands for the service of Have I Been Pwned. */
const ranges = createServer((request, response) => {
  asked.push({ url: request.url, padded: request.headers['add-padding'] });
  if (answer === 'none') return;
  response.statusCode = answer;
  response.end(`${hashOf(stolen).slice(5)}:37\r\n${hashOf(padding).slice(5)}:0`);
});
let asked: { url: string | undefined; padded: unknown }[] = [];
let answer: number | 'none' = 200;
let origin: string;
beforeAll(async () => {
  ranges.listen(0, '127.0.0.1');
  await once(ranges, 'listening');
  origin = `http://127.0.0.1:${(ranges.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
  answer = 200;
});
afterAll(() => {
  ranges.closeAllConnections();
  ranges.close();
});

function service(url?: string): BreachedPasswordsService {
  return new BreachedPasswordsService(
    readEnvironment({
      DATABASE_URL: 'mysql://taskyard:secret@127.0.0.1:3306/taskyard',
      JWT_PUBLIC_KEYS_FILE: 'public.json',
      MODULES: 'tasks',
      ...(url !== undefined && { BREACHED_PASSWORDS_URL: url }),
    }),
  );
}

it('finds a stolen password and sends only the first five digits of its hash', async () => {
  expect(await service(`${origin}/range/`).has(stolen)).toBe(true);
  expect(asked).toEqual([{ url: `/range/${hashOf(stolen).slice(0, 5)}`, padded: 'true' }]);
});

it('allows a password that is not in the range, and one that only pads the answer', async () => {
  expect(await service(`${origin}/range`).has('not stolen at all')).toBe(false);
  expect(await service(`${origin}/range`).has(padding)).toBe(false);
});

it('asks nobody when it is not configured', async () => {
  expect(await service().has(stolen)).toBe(false);
  expect(asked).toEqual([]);
});

it.each([500, 302, 'none'] as const)('allows the password when the service answers %s', async (given) => {
  answer = given;
  expect(await service(`${origin}/range`).has(stolen)).toBe(false);
  expect(asked).toHaveLength(1);
});

it.each(['http://api.example.com/range', 'ftp://127.0.0.1/', 'https://api.example.com/range?all', 'range'])(
  'rejects %s as its URL',
  (url) => {
    expect(() => service(url)).toThrow(/BREACHED_PASSWORDS_URL must be an https URL/);
  },
);
