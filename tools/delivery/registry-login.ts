import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';

/** A registry of ECR. */
export interface EcrRegistry {
  readonly host: string;
  readonly region: string;
}

export function ecrRegistry({ id, region }: { readonly id: string; readonly region: string }): EcrRegistry {
  return { host: `${id}.dkr.ecr.${region}.amazonaws.com`, region };
}

/**
 * Signs Docker in to a registry, for twelve hours. `oras` uses the same credentials. The password goes through stdin: other
 * users can read command lines.
 *
 * @throws CliError with the reason of `aws` or `docker`
 */
export async function signInToRegistry({ host, region }: EcrRegistry): Promise<void> {
  const password = await execa('aws', ['ecr', 'get-login-password', `--region=${region}`], {
    reject: false,
    stdin: 'ignore',
  });
  if (password.failed) {
    throw new CliError(`aws ecr get-login-password failed. Sign in to AWS first.\n${password.stderr.trim()}`);
  }
  const login = await execa('docker', ['login', '--username=AWS', '--password-stdin', host], {
    reject: false,
    input: password.stdout,
  });
  if (login.failed) throw new CliError(`docker login ${host} failed:\n${login.stderr.trim()}`);
}
