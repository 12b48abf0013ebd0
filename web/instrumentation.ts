import { environment } from '@/lib/environment';

/** Runs once when the server starts: a wrong environment ends it there, rather than failing at the first visitor. */
export function register(): void {
  // By way of globalThis, because Next also compiles this file for a runtime that has no process.
  const { process } = globalThis;
  try {
    environment();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
