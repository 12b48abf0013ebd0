import { CliError, UsageError } from './cli-error.ts';

/**
 * Runs the main function of a command with the command's arguments and sets the exit code: what `main` returns (default
 * 0), 2 after a UsageError, 1 after any other error. Of an expected failure only the message is printed.
 *
 * @param name the script of the root package.json
 */
export async function runCommand(
  name: string,
  main: (args: readonly string[]) => Promise<number | undefined>,
): Promise<void> {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(error instanceof CliError ? `npm run ${name}: ${error.message}` : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
