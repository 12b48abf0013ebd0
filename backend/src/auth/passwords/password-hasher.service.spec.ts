import { hash as hashArgon2 } from '@node-rs/argon2';
import { hash as hashBcrypt } from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceUnavailableError } from '../../platform/http/http.errors.ts';
import { PasswordHasherService } from './password-hasher.service.ts';

const passwords = new PasswordHasherService();
beforeAll(() => passwords.onModuleInit());
afterAll(() => passwords.onApplicationShutdown());

it("new hashes are argon2id with OWASP's parameters and a salt of their own", async () => {
  const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
});

describe('checking', () => {
  it('a current hash matches its password alone and is not outdated', async () => {
    const stored = await passwords.hash('correct horse');
    expect(await passwords.check('correct horse', stored)).toEqual({ matches: true, outdated: false });
    expect(await passwords.check('correct house', stored)).toEqual({ matches: false, outdated: false });
  });

  it('a bcrypt hash of an older installation matches and is outdated', async () => {
    const stored = await hashBcrypt('correct horse', 4);
    expect(await passwords.check('correct horse', stored)).toEqual({ matches: true, outdated: true });
    expect(await passwords.check('correct house', stored)).toEqual({ matches: false, outdated: false });
  });

  it('an argon2id hash with other parameters is outdated', async () => {
    const stored = await hashArgon2('correct horse', { memoryCost: 8192, timeCost: 1 });
    expect(await passwords.check('correct horse', stored)).toEqual({ matches: true, outdated: true });
  });
});

describe('one password, however it is typed', () => {
  const composed = 'caf\u00e9 au lait';
  const decomposed = 'cafe\u0301 au lait';

  it.each([
    ['composed', composed],
    ['decomposed', decomposed],
    ['full-width', 'ｃａｆé\u3000ａｕ\u3000ｌａｉｔ'],
  ])('a hash of either form matches it %s and is current', async (_form, typed) => {
    for (const chosen of [composed, decomposed]) {
      expect(await passwords.check(typed, await passwords.hash(chosen))).toEqual({ matches: true, outdated: false });
    }
  });

  it('a hash made before passwords were normalised matches what was typed then, and is outdated', async () => {
    const stored = await hashArgon2(decomposed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(await passwords.check(decomposed, stored)).toEqual({ matches: true, outdated: true });
    expect(await passwords.check(composed, stored)).toEqual({ matches: false, outdated: false });
  });
});

describe('bcrypt sees 72 bytes', () => {
  const seen = 'é'.repeat(36);

  it('a password of 72 bytes is replaced by argon2id as others are', async () => {
    expect(await passwords.check(seen, await hashBcrypt(seen, 4))).toEqual({ matches: true, outdated: true });
  });

  it('a longer one matches, but stays, as what comes after was never checked', async () => {
    const stored = await hashBcrypt(`${seen} and more`, 4);
    expect(await passwords.check(`${seen} and mroe`, stored)).toEqual({ matches: true, outdated: false });
  });
});

it('past a bounded queue callers are told to come back, and those inside are still served', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 260 }, async () => passwords.hash('a flood of registrations')),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(100);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(ServiceUnavailableError);
});
