import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../shared/cli-error.ts';
import type { Docker } from './docker.ts';

export interface ContainerSettings {
  readonly image: string;
  /** Instead of the image's own. */
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Paths in the container and the files of this machine that appear there, read-only. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What the kernel and Docker say about a running container. */
export interface Facts {
  readonly uid: string;
  /** Effective capabilities as the kernel's bit mask: sixteen zeros are none. */
  readonly capabilities: string;
  readonly readOnly: boolean;
  readonly residentMegabytes: number;
}

export interface Ending {
  readonly exitCode: number;
  readonly seconds: number;
}

export interface Container {
  readonly id: string;
  /** Waits until the image's own health check is content. */
  ready(): Promise<void>;
  /** Waits for the end of a container that is to do one thing. */
  succeeded(): Promise<void>;
  facts(): Promise<Facts>;
  /** SIGTERM, and SIGKILL after so many seconds. */
  terminate(graceSeconds: number): Promise<Ending>;
  remove(): Promise<void>;
}

const READY_PATIENCE_MS = 60_000;
/** There is no shell or `cat` in the images. */
const readStatus = `require('fs').readFileSync('/proc/1/status', 'utf8')`;

/**
 * As the Deployments run it: the image's user, a read-only root, no capabilities, no way to gain any. On the network of
 * the machine, because the database and the gateway listen on loopback.
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
  const giveUp = async (why: string) => {
    const { all } = await docker.try(['logs', '--tail=15', id]);
    return new CliError(`A container of ${image} ${why}:\n${all}`);
  };
  const end = async () => Number(await docker.run(['wait', id]));

  return {
    id,
    async ready() {
      const deadline = Date.now() + READY_PATIENCE_MS;
      while (Date.now() < deadline) {
        const state = await inspect('{{.State.Status}} {{.State.Health.Status}}');
        if (state === 'running healthy') return;
        if (!state.startsWith('running')) throw await giveUp('ended at once');
        await sleep(300);
      }
      throw await giveUp('did not become healthy');
    },
    async succeeded() {
      const exitCode = await end();
      if (exitCode !== 0) throw await giveUp(`ended with ${exitCode}`);
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
