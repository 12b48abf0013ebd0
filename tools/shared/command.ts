import { CliError, UsageError } from './cli-error.ts';

export interface Command {
  /** The script of the root package.json. */
  readonly name: string;
  /** What `--help` prints, and wrong arguments too. Default: the name, for a command without arguments. */
  readonly usage?: string;
  /** Errors that an operator can fix, besides CliError: only their message is printed. */
  readonly expected?: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
  /** Ends the process although timers are pending: the Pulumi runtime keeps some for a minute. Default false. */
  readonly exitAtOnce?: boolean;
}

/**
 * Runs the main function of a command with the command's arguments and sets the exit code: what `main` returns (default
 * 0), 2 after wrong arguments, 1 after any other error. Of an expected failure only the message is printed.
 */
export async function runCommand(
  command: Command,
  main: (args: readonly string[]) => Promise<number | undefined>,
): Promise<void> {
  const exitCode = await exitCodeOf(command, main, process.argv.slice(2));
  if (command.exitAtOnce) process.exit(exitCode);
  process.exitCode = exitCode;
}

async function exitCodeOf(
  { name, usage = `Usage: npm run ${name}`, expected = [] }: Command,
  main: (args: readonly string[]) => Promise<number | undefined>,
  args: readonly string[],
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return 0;
  }
  try {
    return (await main(args)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`npm run ${name}: ${error.message}\n\n${usage}`);
      return 2;
    }
    const isExpected = [CliError, ...expected].some((kind) => error instanceof kind);
    console.error(isExpected ? `npm run ${name}: ${(error as Error).message}` : error);
    return 1;
  }
}
