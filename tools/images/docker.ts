import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { findPrograms, type Machine } from '../shared/machine.ts';

/** A running Docker engine, used through the first client on this machine that reaches it and can build. */
export class Docker {
  private readonly program: string;

  private constructor(program: string) {
    this.program = program;
  }

  /** @returns the reason as a sentence when there is none */
  static async find(machine: Machine): Promise<Docker | string> {
    const clients = findPrograms(machine, 'docker');
    for (const program of clients) {
      const docker = new Docker(program);
      const { failed } = await docker.try(['info']);
      // Newer clients build through a plug-in, which may be missing.
      if (!failed && !(await docker.try(['build', '--help'])).stderr.includes('buildx component is missing'))
        return docker;
    }
    return clients.length === 0 ? 'there is no docker on this machine' : 'no Docker engine is running';
  }

  /**
   * @param env values for `--env=KEY`. Not in `args`: other users of this machine can read command lines
   * @throws CliError with Docker's last lines
   */
  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { failed, stdout, all } = await this.try(args, env);
    if (failed) throw new CliError(`docker ${args[0]} failed:\n${all.trim().split('\n').slice(-25).join('\n')}`);
    return stdout;
  }

  /** Like `run`, with the output on the terminal: for what takes minutes. */
  async show(args: readonly string[]): Promise<void> {
    const { failed } = await execa(this.program, args, { reject: false, stdio: ['ignore', 'inherit', 'inherit'] });
    if (failed) throw new CliError(`docker ${args.slice(0, 2).join(' ')} failed.`);
  }

  try(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    // BuildKit is the default of newer engines only.
    const variables = { DOCKER_BUILDKIT: '1', ...env };
    return execa(this.program, args, { all: true, reject: false, stdin: 'ignore', env: variables });
  }
}
