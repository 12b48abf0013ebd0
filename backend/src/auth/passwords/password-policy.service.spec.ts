import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../platform/config/environment.ts';
import { ValidationFailedError } from '../../platform/http/http.errors.ts';
import { BreachedPasswordsService } from './breached-passwords.service.ts';
import { newPassword } from './password.schemas.ts';
import { PasswordPolicyService } from './password-policy.service.ts';

const environment = readEnvironment({
  DATABASE_URL: 'mysql://taskyard:secret@127.0.0.1:3306/taskyard',
  JWT_PUBLIC_KEYS_FILE: 'public.json',
  MODULES: 'tasks',
});
const policy = new PasswordPolicyService(new BreachedPasswordsService(environment));
const owner = { username: 'Ada.Lovelace', email: 'the-countess@example.com' };

async function refusal(password: string) {
  const error = await policy.check('new_password', password, owner).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ValidationFailedError ? error.description.errors : error;
}

it.each(['password', 'PASSWORD', 'Trustno1', 'qwertyuiop', '1q2w3e4r5t', 'ｐａｓｓｗｏｒｄ'])(
  'rejects the common password %s',
  async (password) => {
    expect(await refusal(password)).toEqual([
      { field: 'new_password', message: 'is one of the 10,000 most common passwords' },
    ]);
  },
);

it.each([
  'Password1!',
  'password1234',
  'P@ssw0rd!',
  '!!password',
  'Monkey2024',
  'iloveyou12345678',
  'passwordpassword',
  'dr4g0n99',
  'Sunshine111111',
])('rejects %s, a simple variant of a common password', async (password) => {
  expect(await refusal(password)).toEqual([
    { field: 'new_password', message: 'is a simple variant of one of the 10,000 most common passwords' },
  ]);
});

it.each(['aaaaaaaaaaaaaa', 'xyzxyzxyzxyz', '7a7a7a7a7a7a', '🐢🐢🐢🐢🐢🐢🐢🐢'])(
  'rejects %s, which repeats a few characters',
  async (password) => {
    expect(await refusal(password)).toEqual([
      { field: 'new_password', message: 'must not be a few characters again and again' },
    ]);
  },
);

it.each(['ada.lovelace', 'ADA.LOVELACE', 'the-countess@example.com', 'The-Countess'])(
  "rejects %s, which is the user's username or email address",
  async (password) => {
    expect(await refusal(password)).toEqual([
      { field: 'new_password', message: 'must not be the username or the email' },
    ]);
  },
);

it.each(['taskyard', 'Taskyard'])('rejects %s, which is the name of the product', async (password) => {
  expect(await refusal(password)).toEqual([{ field: 'new_password', message: 'must not be the name of this service' }]);
});

it.each([
  'password of mine',
  'ada.lovelace1',
  'correct horse',
  'aaaaaaaaaaaab',
  'жираф в саду',
  'monkey48151623',
  'seventeen turtles 17',
  '0451 7293 1182',
  'tqhxwzva',
])('accepts %s, because no rule prescribes kinds of characters', async (password) => {
  expect(await refusal(password)).toBeUndefined();
});

describe('the length', () => {
  const accepts = (password: string) => newPassword().safeParse(password).success;

  it.each([
    ['8 letters', 'abcdefgh', true],
    ['7 letters', 'abcdefg', false],
    ['128 letters', 'x'.repeat(128), true],
    ['129 letters', 'x'.repeat(129), false],
    ['8 emoji, which are 16 UTF-16 units', '🐢'.repeat(8), true],
    ['7 emoji', '🐢'.repeat(7), false],
    ['128 emoji', '🐢'.repeat(128), true],
    ['7 letters, one of them typed as two', 'abcdefe\u0301', false],
    ['128 letters, each typed as two', 'e\u0301'.repeat(128), true],
    ['one ligature that stands for 18 letters', '\ufdfa', false],
  ])('of %s is checked as typed and in the normal form', (_what, password, accepted) => {
    expect(accepts(password)).toBe(accepted);
  });
});
