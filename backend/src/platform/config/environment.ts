import { longestAccessTokenSeconds } from '@taskyard/contracts/access-token';
import { email } from '@taskyard/contracts/fields';
import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import {
  commaList,
  firstPassword,
  flag,
  integerText,
  isLoopback,
  mailbox,
  mysqlUrl,
  origin,
  serviceUrl,
  smtpUrl,
  trustedProxies,
} from './environment-values.ts';
import { oneOf, usernameText } from './field.schemas.ts';

const featureModules = ['auth', 'tasks'] as const;
export type FeatureModule = (typeof featureModules)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const databaseShape = {
  DATABASE_URL: mysqlUrl(),
  DATABASE_POOL_SIZE: integerText(1, 1000).default(10),
  DATABASE_CONNECT_SECONDS: integerText(0, 300).default(30),
  DATABASE_STATEMENT_SECONDS: integerText(1, 3600).default(5),
  DATABASE_TLS: oneOf(['off', 'required']).default('off'),
  DATABASE_CA_FILE: z.string().min(1).optional(),
  MIGRATION_DATABASE_URL: mysqlUrl().optional(),
};

/** Required by processes that run auth, and refused for all others. */
const authOnlySettings = {
  JWT_PRIVATE_KEYS_FILE: {
    needed: 'the path of a JSON Web Key Set with private RSA keys',
    refused: 'only auth may have private keys',
  },
  ENCRYPTION_KEY: { needed: 'at least 32 random characters', refused: 'only auth encrypts with it' },
};

const environmentSchema = z
  .object({
    ...databaseShape,
    MODULES: commaList(oneOf(featureModules), 1).default([...featureModules]),
    HOST: z.string().min(1).default('0.0.0.0'),
    PORT: integerText(0, 65_535).default(4000),
    METRICS_PORT: integerText(0, 65_535).default(9464),
    PUBLIC_ORIGIN: origin().default('http://localhost:3000'),
    CORS_ORIGINS: commaList(origin()).default([]),
    TRUST_PROXY: trustedProxies().default([]),
    TASKS_PER_USER: integerText(1, 1_000_000).default(10_000),
    RATE_LIMIT_FACTOR: integerText(1, 100_000).default(1),
    MIGRATE_ON_START: flag().default(false),
    JWT_PRIVATE_KEYS_FILE: z.string().min(1).optional(),
    JWT_PUBLIC_KEYS_FILE: z.string().min(1),
    KEYS_RELOAD_SECONDS: integerText(1, 3600).default(5),
    ENCRYPTION_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
    JWT_ISSUER: z.string().min(1).default('taskyard'),
    JWT_AUDIENCE: z.string().min(1).default('taskyard'),
    // Kept short: after an admin disables a user, the user's access tokens work for tasks until they expire.
    ACCESS_TOKEN_TTL_SECONDS: integerText(1, longestAccessTokenSeconds).default(600),
    SESSION_IDLE_SECONDS: integerText(1, 7_776_000).default(604_800),
    SESSION_LIFETIME_SECONDS: integerText(1, 31_536_000).default(2_592_000),
    SECOND_FACTOR_REQUIRED_ROLES: commaList(oneOf(['user', 'admin'])).default([]),
    REFRESH_GRACE_SECONDS: integerText(0, 300).default(30),
    INITIAL_ADMIN_USERNAME: usernameText().default('admin'),
    INITIAL_ADMIN_EMAIL: z
      .email('must be an email address')
      .max(email.maxLength, `must have at most ${email.maxLength} characters`)
      .optional(),
    INITIAL_ADMIN_PASSWORD: firstPassword().optional(),
    SMTP_URL: smtpUrl().optional(),
    MAIL_FOLDER: z.string().min(1).optional(),
    MAIL_FROM: mailbox().optional(),
    MAIL_LOG_LINKS: flag().default(false),
    BREACHED_PASSWORDS_URL: serviceUrl().optional(),
    LOG_LEVEL: oneOf(logLevels).default('info'),
    SHUTDOWN_DRAIN_SECONDS: integerText(0, 300).default(5),
  })
  .superRefine((env, context) => {
    const hasAuth = env.MODULES.includes('auth');
    for (const [key, { needed, refused }] of Object.entries(authOnlySettings)) {
      const isSet = env[key as keyof typeof authOnlySettings] !== undefined;
      if (isSet === hasAuth) continue;
      const message = hasAuth
        ? `is required when MODULES has auth: ${needed}`
        : `must not be set where MODULES has no auth: ${refused}`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
    if (env.MAIL_LOG_LINKS && !isLoopback(new URL(env.PUBLIC_ORIGIN).hostname)) {
      context.addIssue({
        code: 'custom',
        path: ['MAIL_LOG_LINKS'],
        message: 'is for development: PUBLIC_ORIGIN must be on localhost, because the links give access to accounts',
      });
    }
  })
  .readonly();

/** Every setting of the process, parsed and validated. */
export type Environment = z.infer<typeof environmentSchema>;

/** Injection token of the {@link Environment}. */
export const ENVIRONMENT = Symbol('environment');

const databaseSettingsSchema = z.object(databaseShape).readonly();

/** The settings of a process that only runs migrations. */
export type DatabaseSettings = z.infer<typeof databaseSettingsSchema>;

/**
 * Reads the settings of the API process from environment variables. Empty strings count as unset.
 * @throws {ConfigurationError} with every invalid key and what it allows
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  return parse(environmentSchema, source);
}

/** Like {@link readEnvironment}, for the settings of the database only. */
export function readDatabaseSettings(source: NodeJS.ProcessEnv = process.env): DatabaseSettings {
  return parse(databaseSettingsSchema, source);
}

function parse<Schema extends z.ZodType>(schema: Schema, source: NodeJS.ProcessEnv): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  // Messages never repeat a value, because some are secret.
  throw new ConfigurationError(
    result.error.issues.map((issue) => {
      const key = String(issue.path[0]);
      return `${key} ${issue.code === 'invalid_type' && given[key] === undefined ? 'is required' : issue.message}`;
    }),
  );
}
