import { parseArgs } from 'node:util';

export interface KeysArguments {
  readonly command: 'list' | 'rotate' | 'retire';
  readonly location: { readonly secret: string } | { readonly folder: string };
  /** How long a change may take to reach every process, in milliseconds. */
  readonly propagation: number;
  /** How long the active key must have signed before it is rotated, in milliseconds. Undefined: rotate at any age. */
  readonly every: number | undefined;
  /** Also drop retired keys after rotating. */
  readonly retire: boolean;
  /** Drop only this retired key, at once. */
  readonly kid: string | undefined;
}

/** The arguments are wrong. The message tells the operator what is allowed. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const usage = `usage: keys list   [--propagation <duration>] [--secret <name or ARN> | --folder <path>]
       keys rotate [--every <duration>] [--retire] [--propagation <duration>] [--secret … | --folder …]
       keys retire [--kid <key id>] [--propagation <duration>] [--secret … | --folder …]
durations: for example 90s, 15m, 2h or 30d`;

/** Twice the default of KEYS_RELOAD_SECONDS: one interval until the next reload, and a margin. */
const folderPropagation = '10s';
/**
 * External Secrets reads the secret every five minutes, and may be down for a while. Then the kubelet takes up to a
 * minute to update the file, and the process some seconds to reload it.
 */
const secretPropagation = '2h';

const options = {
  secret: { type: 'string' },
  folder: { type: 'string' },
  propagation: { type: 'string' },
  every: { type: 'string' },
  retire: { type: 'boolean' },
  kid: { type: 'string' },
} as const;

type Option = keyof typeof options;
const commands: Readonly<Record<KeysArguments['command'], readonly Option[]>> = {
  list: ['propagation'],
  rotate: ['propagation', 'every', 'retire'],
  retire: ['propagation', 'kid'],
};

/**
 * @param defaultFolder the folder of the key set if the arguments name none
 * @throws {UsageError} naming the argument and what is allowed
 */
export function readArguments(args: readonly string[], defaultFolder?: string): KeysArguments {
  const { values, positionals } = parse(args);
  const [command, ...more] = positionals;
  if (!isCommand(command) || more.length > 0) {
    const given = positionals.length === 0 ? 'is missing' : `"${positionals.join(' ')}" is not known`;
    throw new UsageError(`the command ${given}: it must be one of ${Object.keys(commands).join(', ')}`);
  }
  const known: readonly string[] = [...commands[command], 'secret', 'folder'];
  const stray = Object.keys(values).find((option) => !known.includes(option));
  if (stray !== undefined) throw new UsageError(`--${stray} is not an option of ${command}`);
  return {
    command,
    location: readLocation(values, defaultFolder),
    propagation: duration('propagation', values.propagation ?? (values.secret ? secretPropagation : folderPropagation)),
    every: values.every === undefined ? undefined : duration('every', values.every),
    retire: values.retire ?? false,
    kid: values.kid,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isCommand(text: string | undefined): text is KeysArguments['command'] {
  return text !== undefined && Object.hasOwn(commands, text);
}

function readLocation(values: { secret?: string; folder?: string }, defaultFolder?: string): KeysArguments['location'] {
  const { secret, folder = secret === undefined ? defaultFolder : undefined } = values;
  if (secret !== undefined && folder !== undefined) {
    throw new UsageError('--secret and --folder cannot be combined');
  }
  if (secret !== undefined) {
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    if (/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$|^[\w/+=.@-]{1,512}$/.test(secret))
      return { secret };
    throw new UsageError('--secret must be the name of a secret (letters, digits and /_+=.@-) or its ARN');
  }
  if (folder === undefined || folder === '') {
    throw new UsageError('--secret <name or ARN> or --folder <path> is required');
  }
  return { folder };
}

const milliseconds = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function duration(option: Option, text: string): number {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (unit === undefined) throw new UsageError(`--${option} must be a duration such as 90s, 15m, 2h or 30d`);
  return Number(digits) * milliseconds[unit as keyof typeof milliseconds];
}
