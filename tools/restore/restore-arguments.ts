import { type StackName, stackNames } from '../recorder/recorder.ts';
import { UsageError } from '../shared/cli-error.ts';
import { parseArguments } from '../shared/parse-arguments.ts';

/** The arguments of `npm run restore`. */
export interface RestoreArguments {
  readonly stack: StackName;
  /** Undefined: only list the dumps. */
  readonly dump: string | undefined;
  readonly yes: boolean;
  readonly keepPresentData: boolean;
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
}

export const usage = `Usage: npm run restore -- <stack> [<dump>] [--yes] [--without-present-data] [--context NAME] [--kubeconfig FILE]

Without a dump, lists the dumps of a stack whose database is in the cluster. With one, stops auth and tasks, writes the present
data to one more dump, replaces the whole database by the chosen dump, runs the migrations of the deployed image, and starts auth
and tasks. See docs/runbooks/restore.md.
  --yes                    do not ask
  --without-present-data   do not write the present data to a dump, because they cannot be read
  --context NAME           the context of the kubeconfig; default: cluster.context of the stack, else the current one
  --kubeconfig FILE        default: KUBECONFIG, else the one in the home folder

Exit codes: 1 when it failed, with the state of the database in the message; 2 when the arguments are wrong.`;

/** @throws {UsageError} */
export function readArguments(words: readonly string[]): RestoreArguments {
  const { values, positionals } = parseArguments(words, {
    allowPositionals: true,
    options: {
      yes: { type: 'boolean' },
      'without-present-data': { type: 'boolean' },
      context: { type: 'string' },
      kubeconfig: { type: 'string' },
    },
  });
  const [name, dump, ...more] = positionals;
  const stack = stackNames.find((known) => known === name);
  if (stack === undefined) throw new UsageError(`name one stack: ${stackNames.join(', ')}`);
  if (more.length > 0) throw new UsageError(`name one dump, not also ${more.join(' ')}`);
  if (dump !== undefined && !/^taskyard-[\w-]+\.sql\.gz$/.test(dump)) {
    throw new UsageError(`${dump} is not the name of a dump, such as taskyard-20261121T021500Z.sql.gz`);
  }
  return {
    stack,
    dump,
    yes: values.yes ?? false,
    keepPresentData: !values['without-present-data'],
    kubeconfig: values.kubeconfig,
    context: values.context,
  };
}
