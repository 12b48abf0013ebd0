import * as z from 'zod/mini';

const baseUrl = z.pipe(
  z.url({ protocol: /^https?$/, error: 'must be an http(s) URL such as http://localhost:4000' }),
  z.transform((url: string) => url.replace(/\/+$/, '')),
);

const schema = z.object({
  /** Base URL of the auth API as seen from this server; no trailing slash. */
  AUTH_API_URL: baseUrl,
  /** Base URL of the tasks API as seen from this server; no trailing slash. */
  TASKS_API_URL: baseUrl,
  /** Origin that users open in the browser; https turns on HSTS and upgrades of insecure requests. */
  PUBLIC_ORIGIN: z._default(baseUrl, 'http://localhost:3000'),
  NODE_ENV: z._default(
    z.enum(['production', 'development', 'test'], { error: 'must be production, development or test' }),
    'production',
  ),
});

type Environment = Readonly<z.infer<typeof schema>>;

/**
 * Validates the environment of the web server.
 * @throws Error that names every wrong key and what is allowed
 */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const parsed = schema.safeParse(source);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map((issue) => {
    const key = issue.path.join('.');
    const missing = source[key] === undefined ? 'is required and ' : '';
    return `  ${key} ${missing}${issue.message}`;
  });
  throw new Error(`The web server's environment is invalid:\n${problems.join('\n')}`);
}

let current: Environment | undefined;

/** The validated environment. Read on first use, because these values are not set during a build. */
export function environment(): Environment {
  current ??= parseEnvironment(process.env);
  return current;
}
