import { UsageError } from '../shared/cli-error.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import type { Scenario } from './scenario.ts';

export interface DeployTestOptions {
  /** In the order of the list, whatever the order of the arguments: `destroy` ends the stack. */
  readonly scenarios: readonly Scenario[];
  readonly list: boolean;
  /** A file that gets the table as Markdown. */
  readonly markdown: string | undefined;
  /** Minutes after which no scenario starts. */
  readonly within: number;
  /** Requests a second. */
  readonly rate: number;
}

/** @throws {UsageError} naming the scenarios there are */
export function readArguments(args: readonly string[], all: readonly Scenario[]): DeployTestOptions {
  const { values, positionals } = parseArguments(args, {
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      markdown: { type: 'string' },
      within: { type: 'string', default: '240' },
      rate: { type: 'string', default: '100' },
    },
  });
  const names = all.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`there is no ${unknown.join(', ')}; the scenarios are ${names.join(', ')}`);
  const within = Number(values.within);
  if (!(within >= 1 && within <= 600)) throw new UsageError('--within must be a number of minutes from 1 to 600');
  const rate = Number(values.rate);
  if (!(rate >= 10 && rate <= 150)) throw new UsageError('--rate must be a number of requests a second from 10 to 150');
  const chosen = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return { scenarios: chosen, list: values.list, markdown: values.markdown, within, rate };
}
