import { environment } from '@/lib/environment';

/** Runs once when the server starts: an invalid environment stops it here, not at the first request. */
export function register(): void {
  // Through globalThis, because Next also compiles this file for a runtime without `process`.
  const { process } = globalThis;
  try {
    environment();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
