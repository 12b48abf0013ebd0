import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CliError } from '../../shared/cli-error.ts';
import { type DebianProgram, unshareArguments } from '../node/debian-program.ts';

export interface BuildahOptions {
  /** Root folder of a Debian system with buildah. */
  readonly debian: string;
  /** Where layers are kept between builds. */
  readonly storage: string;
  readonly kept: DebianProgram['kept'];
}

export interface ImageBuild {
  /** Name and tag, such as `taskyard/web:0.1.0`. */
  readonly image: string;
  readonly dockerfile: string;
  readonly context: string;
  /** Further folders that the Dockerfile copies from, by the name in `COPY --from`. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly ignoreFile?: string;
}

/** Builds Dockerfiles without a Docker engine: Debian's buildah in a Debian system of its own. Only root can. */
export class Buildah {
  readonly #options: BuildahOptions;

  constructor(options: BuildahOptions) {
    this.#options = options;
  }

  /** @throws CliError with buildah's last lines */
  async build({ image, dockerfile, context, folders = {}, ignoreFile }: ImageBuild): Promise<void> {
    await this.#run([
      // Layers of earlier builds are reused. Builds use this machine's network, as `docker build --network=host`.
      ...[
        'build',
        '--layers',
        '--isolation=chroot',
        '--network=host',
        '--pull=missing',
        '--tls-verify=false',
        '--format=docker',
      ],
      ...limits(readFileSync('/proc/self/limits', 'utf8')),
      ...Object.entries(folders).map(([name, folder]) => `--build-context=${name}=${folder}`),
      ...(ignoreFile === undefined ? [] : [`--ignorefile=${ignoreFile}`]),
      ...[`--tag=docker.io/${image}`, `--file=${dockerfile}`, context],
    ]);
  }

  /** Builds from the text of a Dockerfile, whose context is that file alone. @throws CliError with buildah's last lines */
  async buildText(image: string, dockerfile: string): Promise<void> {
    const folder = mkdtempSync(join(this.#options.storage, 'dockerfile-'));
    try {
      const file = join(folder, 'Dockerfile');
      writeFileSync(file, dockerfile);
      await this.build({ image, dockerfile: file, context: folder });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Copies a built image to a registry on loopback. */
  async push(image: string, registryPort: number): Promise<void> {
    const target = `docker://127.0.0.1:${registryPort}/${image}`;
    await this.#run(['push', '--tls-verify=false', '--compression-level=1', `docker.io/${image}`, target]);
  }

  async #run(args: readonly string[]): Promise<void> {
    const { debian, storage, kept } = this.#options;
    const stores = [`--root=${storage}/layers`, `--runroot=/run/buildah`, '--storage-driver=overlay'];
    const command = ['buildah', ...stores, ...args];
    // An interrupted build leaves no process.
    const namespaces = ['--pid', '--fork', '--kill-child'];
    const work = mkdtempSync(join(storage, 'system-'));
    const program = unshareArguments({ debian, work, kept: [...kept, storage], namespaces, command });
    const { failed, all } = await execa('unshare', program, { all: true, reject: false, stdin: 'ignore' });
    rmSync(work, { recursive: true, force: true });
    if (failed) throw new CliError(`buildah ${args[0]} failed:\n${all.trim().split('\n').slice(-25).join('\n')}`);
  }
}

/** buildah raises these limits, which root may not do in some virtual machines. */
function limits(ofThisProcess: string): string[] {
  const hard = (name: string) => new RegExp(`^Max ${name} +\\S+ +(\\d+)`, 'm').exec(ofThisProcess)?.[1];
  return Object.entries({ nofile: hard('open files'), nproc: hard('processes') }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--ulimit=${name}=${value}:${value}`],
  );
}
