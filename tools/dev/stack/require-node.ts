import { CliError } from '../../shared/cli-error.ts';

const oldestVersion = [24, 15] as const;

/** @throws CliError when this version of Node is too old for the code */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  if (major > oldestVersion[0] || (major === oldestVersion[0] && minor >= oldestVersion[1])) return;
  throw new CliError(
    `Node ${oldestVersion.join('.')} or newer is needed and this is ${version}. Run "npm ci", which brings it, and start through npm.`,
  );
}
