import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './cli-error.ts';

/**
 * `parseArgs` of node:util.
 * @throws {UsageError} where `parseArgs` throws an error of its own: an unknown option, a missing value, a stray word
 */
export function parseArguments<const Config extends ParseArgsConfig>(
  args: readonly string[],
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs({ ...config, args: [...args] }) as ReturnType<typeof parseArgs<Config>>;
  } catch (error) {
    // Node's second sentence explains a rare case at length.
    throw new UsageError(error instanceof Error ? error.message.replace(/\. To specify.*/s, '') : String(error));
  }
}
