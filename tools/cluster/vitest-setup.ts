import { binaries } from './control-plane/binaries.ts';

/** Builds missing programs before the first test, so that no time limit of a test has to include the build. */
export async function setup(): Promise<void> {
  await binaries();
}
