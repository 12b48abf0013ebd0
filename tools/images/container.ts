import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../shared/cli-error.ts';
import type { Docker } from './docker.ts';

export interface ContainerSettings {
  readonly image: string;
  /** Default: the image's own command. */
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Paths in the container and the files of this machine that are mounted there, read-only. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Facts about a running container from the kernel and Docker. */
interface ContainerFacts {
  readonly uid: string;
  /** Effective capabilities as the kernel's bit mask; sixteen zeros mean none. */
  readonly capabilities: string;
  readonly readOnly: boolean;
  readonly residentMegabytes: number;
}

interface Ending {
  readonly exitCode: number;
  readonly seconds: number;
}

export interface Container {
  readonly id: string;
  /** Waits until the image's health check succeeds. */
  ready(): Promise<void>;
  /** Waits until the container's command has ended with 0. */
  succeeded(): Promise<void>;
  facts(): Promise<ContainerFacts>;
  /** SIGTERM, and SIGKILL after `graceSeconds`. */
  terminate(graceSeconds: number): Promise<Ending>;
  remove(): Promise<void>;
}

const readyTimeoutMs = 60_000;
/** The images have no shell and no `cat`. */
const readStatus = `require('fs').readFileSync('/proc/1/status', 'utf8')`;

/**
 * Starts a container like the Deployments do: the image's user, a read-only root, no capabilities, no new privileges. It
 * uses the machine's network, because the database and the gateway listen on loopback.
 */
export async function startContainer(docker: Docker, settings: ContainerSettings): Promise<Container> {
  const { image, command = [], env, files = {} } = settings;
  const options = [
    '--detach',
    '--network=host',
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    ...Object.keys(env).map((key) => `--env=${key}`),
    ...Object.entries(files).map(([inside, outside]) => `--volume=${outside}:${inside}:ro`),
  ];
  const id = await docker.run(['run', ...options, image, ...command], env);
  const inspect = (format: string) => docker.run(['inspect', `--format=${format}`, id]);
  const failure = async (reason: string) => {
    const { all } = await docker.try(['logs', '--tail=15', id]);
    return new CliError(`A container of ${image} ${reason}:\n${all}`);
  };
  const end = async () => Number(await docker.run(['wait', id]));

  return {
    id,
    async ready() {
      const deadline = Date.now() + readyTimeoutMs;
      while (Date.now() < deadline) {
        const state = await inspect('{{.State.Status}} {{.State.Health.Status}}');
        if (state === 'running healthy') return;
        if (!state.startsWith('running')) throw await failure('ended at once');
        await sleep(300);
      }
      throw await failure('did not become healthy');
    },
    async succeeded() {
      const exitCode = await end();
      if (exitCode !== 0) throw await failure(`ended with ${exitCode}`);
    },
    async facts() {
      const status = await docker.run(['exec', id, 'node', '-p', readStatus]);
      const value = (key: string) => new RegExp(`^${key}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
      return {
        uid: value('Uid'),
        capabilities: value('CapEff'),
        readOnly: (await inspect('{{.HostConfig.ReadonlyRootfs}}')) === 'true',
        residentMegabytes: Math.round(Number(value('VmRSS')) / 1000),
      };
    },
    async terminate(graceSeconds) {
      const began = performance.now();
      await docker.run(['stop', `--time=${graceSeconds}`, id]);
      return { exitCode: await end(), seconds: (performance.now() - began) / 1000 };
    },
    async remove() {
      await docker.run(['rm', '--force', id]);
    },
  };
}
