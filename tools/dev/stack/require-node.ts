import { CliError } from '../../shared/cli-error.ts';

const OLDEST = [24, 15] as const;

/** @throws CliError when this Node is older than what the code is written for */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new CliError(
    `Node ${OLDEST.join('.')} or newer is needed and this is ${version}. Run "npm ci", which brings it, and start through npm.`,
  );
}
