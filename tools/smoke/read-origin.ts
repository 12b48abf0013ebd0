import { UsageError } from '../shared/cli-error.ts';

/**
 * The origin of a deployment from the positional arguments of a command, which must be one HTTP URL.
 * @throws {UsageError}
 */
export function readOrigin(positionals: readonly string[]): string {
  const [text = '', ...more] = positionals;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || more.length > 0) {
    throw new UsageError('name one URL, such as http://localhost:3000');
  }
  return url.origin;
}
