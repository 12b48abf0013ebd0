import { binaries } from './control-plane/binaries.ts';

/** Builds what is missing before the first test, so that no test's time limit has to allow for it. */
export async function setup(): Promise<void> {
  await binaries();
}
