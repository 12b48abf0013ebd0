import { hash as hashArgon2 } from '@node-rs/argon2';
import { hash as hashBcrypt } from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceUnavailableError } from '../../platform/http/http.errors.ts';
import { PasswordHasherService } from './password-hasher.service.ts';

const passwords = new PasswordHasherService();
beforeAll(() => passwords.onModuleInit());
afterAll(() => passwords.onApplicationShutdown());

it("hashes with argon2id, OWASP's parameters and a new salt each time", async () => {
  const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
});

describe('checking a password', () => {
  it('matches a current hash, which is not outdated', async () => {
    const stored = await passwords.hash('correct horse');
    expect(await passwords.check('correct horse', stored)).toEqual({ matches: true, outdated: false });
    expect(await passwords.check('correct house', stored)).toEqual({ matches: false, outdated: false });
  });

  it('matches a bcrypt hash of an older installation, which is outdated', async () => {
    const stored = await hashBcrypt('correct horse', 4);
    expect(await passwords.check('correct horse', stored)).toEqual({ matches: true, outdated: true });
    expect(await passwords.check('correct house', stored)).toEqual({ matches: false, outdated: false });
  });

  it('matches an argon2id hash with other parameters, which is outdated', async () => {
    const stored = await hashArgon2('correct horse', { memoryCost: 8192, timeCost: 1 });
    expect(await passwords.check('correct horse', stored)).toEqual({ matches: true, outdated: true });
  });
});

describe('Unicode forms of a password', () => {
  const composed = 'caf\u00e9 au lait';
  const decomposed = 'cafe\u0301 au lait';

  it.each([
    ['composed', composed],
    ['decomposed', decomposed],
    ['full-width', 'ｃａｆé\u3000ａｕ\u3000ｌａｉｔ'],
  ])('matches a hash of either form when it is typed %s', async (_form, typed) => {
    for (const chosen of [composed, decomposed]) {
      expect(await passwords.check(typed, await passwords.hash(chosen))).toEqual({ matches: true, outdated: false });
    }
  });

  it('matches a hash from before normalisation only in its original form, and reports it as outdated', async () => {
    const stored = await hashArgon2(decomposed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(await passwords.check(decomposed, stored)).toEqual({ matches: true, outdated: true });
    expect(await passwords.check(composed, stored)).toEqual({ matches: false, outdated: false });
  });
});

describe('bcrypt, which reads only 72 bytes', () => {
  const seen = 'é'.repeat(36);

  it('reports a hash of a 72-byte password as outdated', async () => {
    expect(await passwords.check(seen, await hashBcrypt(seen, 4))).toEqual({ matches: true, outdated: true });
  });

  it('does not report a hash of a longer password as outdated, because the rest was never checked', async () => {
    const stored = await hashBcrypt(`${seen} and more`, 4);
    expect(await passwords.check(`${seen} and mroe`, stored)).toEqual({ matches: true, outdated: false });
  });
});

it('rejects calls when the queue is full and still serves the queued ones', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 260 }, async () => passwords.hash('a flood of registrations')),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(100);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(ServiceUnavailableError);
});
