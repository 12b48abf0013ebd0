import { CliError } from '../shared/cli-error.ts';

/** Runs what a command does; expected failures are told in a sentence. Sets the exit code. */
export async function command(name: string, action: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await action()) ?? 0;
  } catch (error) {
    console.error(error instanceof CliError ? `npm run ${name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
