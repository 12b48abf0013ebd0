import { longestAccessTokenSeconds } from '@taskyard/contracts/access-token';
import { username } from '@taskyard/contracts/fields';
import { apiRoutes } from '@taskyard/contracts/routes';
import { z } from 'zod';
import { bytes, cpu, dnsLabel, image, list, memory, section } from './fields.ts';

const images = section({ backend: image, web: image, mysql: image });

const scale = {
  replicas: section({ min: z.int().min(1).max(100), max: z.int().min(1).max(100) }).refine(
    ({ min, max }) => min <= max,
    { path: ['min'], error: 'must not be above max' },
  ),
  cpu,
  memory,
  memoryLimit: memory,
};

const limitFits = { path: ['memoryLimit'], error: 'must not be below memory' };
const fits = (size: { memory: string; memoryLimit: string }) => bytes(size.memory) <= bytes(size.memoryLimit);

const workload = section(scale).refine(fits, limitFits);
const workloads = section({ auth: workload, tasks: workload, web: workload });

const httpPath = z.string().regex(/^\/[A-Za-z0-9._~/-]*$/, 'must be a path that starts with /');
const builtIn = ['auth', 'tasks', 'web', 'database', 'migrate', 'backup', 'rotate-keys'];
const envName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be upper-case letters, digits and underscores');

const app = section({
  name: dnsLabel.refine((name) => !builtIn.includes(name), { error: `must not be one of ${builtIn.join(', ')}` }),
  image,
  port: z.int().min(1024).max(65535),
  path: httpPath
    .refine((path) => !['/', ...apiRoutes.map((route) => route.path)].includes(path), {
      error: `must not be /, ${apiRoutes.map((route) => route.path).join(', ')}`,
    })
    .optional(),
  ...scale,
  probes: section({ startup: httpPath, readiness: httpPath, liveness: httpPath }),
  env: z.record(envName, z.string()).readonly().default({}),
  secrets: list(section({ env: envName, secret: z.string().min(1), property: z.string().min(1) })).default([]),
  calls: list(dnsLabel).default([]),
  internet: z.boolean().default(false),
  permissions: section({
    s3: z
      .string()
      .regex(/^[a-z0-9.-]{3,63}\/\S+$/, 'must be bucket/prefix')
      .optional(),
    secrets: z
      .string()
      .regex(/^[\w/+=.@-]+$/, 'must be a path in Secrets Manager')
      .optional(),
    parameters: z
      .string()
      .regex(/^\/[\w./-]+$/, 'must be a path in Parameter Store that starts with /')
      .optional(),
  }).optional(),
}).refine(fits, limitFits);

/** The backend checks the same limits. The backend's defaults apply to a key that is left out. */
const admin = section({
  username: z
    .string()
    .regex(username.pattern, 'must be 3 to 50 letters, digits, dots, underscores and dashes')
    .optional(),
  email: z.email('must be an email address').optional(),
});

const address = String.raw`[^\s<>@,"]+@[^\s<>@,"]+`;
const mailbox = new RegExp(`^(${address}|[^<>@,"\r\n]+ <${address}>)$`);

/** The secret holds the server's address and password. The port is needed here too, because the NetworkPolicy names it. */
const mail = section({
  from: z.string().regex(mailbox, 'must be an address, or Name <address>'),
  port: z.int().min(1).max(65535),
  secretName: dnsLabel.default('smtp'),
});

const secrets = section({
  generation: z.int().min(1),
  recoveryDays: z
    .int()
    .refine((value) => value === 0 || (value >= 7 && value <= 30), { error: 'must be 0 or 7 to 30' }),
});

const accessTokenRange = `must be a whole number of seconds, 1 to ${longestAccessTokenSeconds}`;

/** The backend has the same limits. Without this key, the backend's default of 600 seconds applies. */
const accessTokenSeconds = z
  .int(accessTokenRange)
  .min(1, accessTokenRange)
  .max(longestAccessTokenSeconds, accessTokenRange);

/** Roles of the backend whose users must set up two-step verification. */
const secondFactorRoles = list(z.enum(['user', 'admin'], { error: 'must be user or admin' }));

/** The keys of every stack that describe the app. */
export const appSections = {
  images,
  workloads,
  apps: list(app).default([]),
  secrets,
  admin: admin.optional(),
  mail: mail.optional(),
  accessTokenSeconds: accessTokenSeconds.optional(),
  secondFactorRoles: secondFactorRoles.default([]),
};
