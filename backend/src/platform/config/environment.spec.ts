import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.ts';
import { readDatabaseSettings, readEnvironment } from './environment.ts';

const minimal = {
  DATABASE_URL: 'mysql://app:s3cret@127.0.0.1:3306/taskyard',
  JWT_PRIVATE_KEYS_FILE: 'private.json',
  JWT_PUBLIC_KEYS_FILE: 'public.json',
  ENCRYPTION_KEY: 'thirty-two-characters-or-more-of-it',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

it('uses defaults for unset variables and treats an empty value as unset', () => {
  const environment = readEnvironment({ ...minimal, PORT: '' });
  expect(environment).toMatchObject({ MODULES: ['auth', 'tasks'], PORT: 4000, METRICS_PORT: 9464, LOG_LEVEL: 'info' });
});

it('reports all problems at once, each with its variable and the allowed values, and repeats no value', () => {
  const problems = problemsOf({
    DATABASE_URL: 'postgres://app:s3cret@db/taskyard',
    PORT: '80a',
    PUBLIC_ORIGIN: 'http://tasks.example.com',
    LOG_LEVEL: 'loud',
    MIGRATE_ON_START: 'yes',
  });
  const text = problems.join('\n');
  expect(problems).toHaveLength(6);
  expect(text).toContain('DATABASE_URL must be mysql://user:password@host:port/database');
  expect(text).toContain('PORT must be a whole number from 0 to 65535');
  expect(text).toContain('PUBLIC_ORIGIN must be an origin such as https://tasks.example.com');
  expect(text).toContain('LOG_LEVEL');
  expect(text).toContain('MIGRATE_ON_START must be true or false');
  expect(text).toContain('JWT_PUBLIC_KEYS_FILE is required');
  expect(text).not.toContain('s3cret');
});

describe('modules and keys', () => {
  it('requires private keys for auth', () => {
    const { JWT_PRIVATE_KEYS_FILE: _, ...rest } = minimal;
    expect(problemsOf(rest)).toEqual([
      expect.stringContaining('JWT_PRIVATE_KEYS_FILE is required when MODULES has auth'),
    ]);
  });

  it('requires an encryption key of sufficient length for auth', () => {
    const { ENCRYPTION_KEY: _, ...rest } = minimal;
    expect(problemsOf(rest)).toEqual([expect.stringContaining('ENCRYPTION_KEY is required when MODULES has auth')]);
    expect(problemsOf({ ...minimal, ENCRYPTION_KEY: 'x'.repeat(31) })).toEqual([
      'ENCRYPTION_KEY must have at least 32 characters',
    ]);
  });

  it('rejects private keys in a process that runs only tasks', () => {
    expect(problemsOf({ ...minimal, MODULES: 'tasks' })).toEqual([
      expect.stringContaining('JWT_PRIVATE_KEYS_FILE must not be set where MODULES has no auth'),
      expect.stringContaining('ENCRYPTION_KEY must not be set where MODULES has no auth'),
    ]);
  });

  it.each([' , ', 'auth,billing'])('rejects %j as a list of modules', (MODULES) => {
    expect(problemsOf({ ...minimal, MODULES })).toContainEqual(expect.stringMatching(/^MODULES must /));
  });
});

it.each(['https://tasks.example.com', 'http://localhost:3000', 'http://127.0.0.1:3000'])(
  'accepts %s as an origin',
  (origin) => {
    expect(readEnvironment({ ...minimal, PUBLIC_ORIGIN: origin }).PUBLIC_ORIGIN).toBe(origin);
  },
);

it.each(['https://tasks.example.com/', 'https://a.example/app', 'ftp://a.example', 'tasks.example.com'])(
  'rejects %s as an origin',
  (origin) => {
    expect(problemsOf({ ...minimal, PUBLIC_ORIGIN: origin })).toHaveLength(1);
  },
);

describe('mail', () => {
  it.each(['smtp://mail.example.com', 'smtp://user:p%40ss@mail.example.com:587', 'smtps://mail.example.com:465/'])(
    'accepts %s as a mail server',
    (SMTP_URL) => {
      expect(readEnvironment({ ...minimal, SMTP_URL }).SMTP_URL).toBe(SMTP_URL);
    },
  );

  it.each(['mail.example.com', 'http://mail.example.com', 'smtp://mail/?tls.rejectUnauthorized=false', 'smtp://'])(
    'rejects %s as a mail server',
    (SMTP_URL) => {
      expect(problemsOf({ ...minimal, SMTP_URL })).toEqual([expect.stringMatching(/^SMTP_URL must be smtp:/)]);
    },
  );

  it.each(['no-reply@example.com', 'Taskyard <no-reply@example.com>', 'Ünser Wörk <no-reply@example.com>'])(
    'accepts %s as a sender',
    (MAIL_FROM) => {
      expect(readEnvironment({ ...minimal, MAIL_FROM }).MAIL_FROM).toBe(MAIL_FROM);
    },
  );

  it.each(['no-address', 'a@b.example, c@d.example', 'A\r\nBcc: c@d.example <a@b.example>'])(
    'rejects %j as a sender',
    (MAIL_FROM) => {
      expect(problemsOf({ ...minimal, MAIL_FROM })).toEqual([expect.stringMatching(/^MAIL_FROM must be an address/)]);
    },
  );

  it("logs links only on a developer's machine", () => {
    const logged = { ...minimal, MAIL_LOG_LINKS: 'true' };
    expect(problemsOf(logged)).toEqual([]);
    expect(problemsOf({ ...logged, PUBLIC_ORIGIN: 'https://tasks.example.com' })).toEqual([
      expect.stringContaining('MAIL_LOG_LINKS is for development'),
    ]);
  });
});

it.each([
  ['', []],
  ['10.0.0.0/16, loopback', ['10.0.0.0/16', 'loopback']],
  ['2', 2],
])('reads TRUST_PROXY=%j as %j', (TRUST_PROXY, trusted) => {
  expect(readEnvironment({ ...minimal, TRUST_PROXY }).TRUST_PROXY).toEqual(trusted);
});

it.each(['0', '10', 'true', '*', '10.0.0.0/33', '1, 10.0.0.0/16'])(
  'rejects TRUST_PROXY=%s, which names no known address',
  (value) => {
    expect(problemsOf({ ...minimal, TRUST_PROXY: value })).toEqual([
      expect.stringContaining(
        'TRUST_PROXY must be addresses or ranges such as 10.0.0.0/16, or loopback, or alone the number',
      ),
    ]);
  },
);

it.each(['0', '-1', '0.5', 'off'])('rejects RATE_LIMIT_FACTOR=%s, which would switch the limits off', (value) => {
  expect(problemsOf({ ...minimal, RATE_LIMIT_FACTOR: value })).toEqual([
    expect.stringMatching(/^RATE_LIMIT_FACTOR must /),
  ]);
});

it('requires only the database for a process that only migrates', () => {
  expect(readDatabaseSettings({ DATABASE_URL: minimal.DATABASE_URL })).toMatchObject({ DATABASE_TLS: 'off' });
});

it('describes every setting in docs/configuration.md', () => {
  const page = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');
  const optional = {
    DATABASE_CA_FILE: 'ca.pem',
    MIGRATION_DATABASE_URL: minimal.DATABASE_URL,
    SMTP_URL: 'smtps://mail.example.com',
    MAIL_FOLDER: 'mail',
    MAIL_FROM: 'no-reply@example.com',
  };
  for (const key of Object.keys(readEnvironment({ ...minimal, ...optional }))) expect(page).toContain(`\`${key}\``);
});

it('checks the settings of the initial admin and does not repeat a rejected password', () => {
  const problems = problemsOf({
    ...minimal,
    INITIAL_ADMIN_USERNAME: 'a b',
    INITIAL_ADMIN_EMAIL: 'no-address',
    INITIAL_ADMIN_PASSWORD: 's3cret',
  });
  expect(problems).toHaveLength(3);
  expect(problems.join('\n')).toContain('INITIAL_ADMIN_PASSWORD must have 8 to 128 characters');
  expect(problems.join('\n')).not.toContain('s3cret');
});
