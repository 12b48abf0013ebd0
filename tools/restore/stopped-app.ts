import { dumpObjects } from '../../stacks/app/dump-pod.ts';
import { CliError } from '../shared/cli-error.ts';
import { appNamespace, dataNamespace } from './dump-jobs.ts';
import type { Kubectl } from './kubectl.ts';

/** The Deployments that write to the database. */
const writers = ['auth', 'tasks'] as const;

interface Scalable {
  readonly spec: { readonly replicas?: number };
}

/** The app without its writers, and without scheduled dumps. `start()` is the way back. */
export class StoppedApp {
  readonly #kubectl: Kubectl;
  readonly #replicas: ReadonlyMap<string, number>;

  private constructor(kubectl: Kubectl, replicas: ReadonlyMap<string, number>) {
    this.#kubectl = kubectl;
    this.#replicas = replicas;
  }

  /**
   * Scales the writers to zero, which also stops their autoscalers, and waits until their last pod is gone.
   * @throws {CliError} when a dump is being written; nothing is changed then
   */
  static async stop(kubectl: Kubectl): Promise<StoppedApp> {
    const replicas = new Map<string, number>();
    for (const name of writers) {
      const { spec } = await kubectl.get<Scalable>(appNamespace, `deployment/${name}`);
      // Zero: an earlier restore was killed. The autoscaler corrects the number later.
      const minimum = spec.replicas || (await minimumOf(kubectl, name));
      replicas.set(name, minimum);
    }
    const app = new StoppedApp(kubectl, replicas);
    try {
      await kubectl.patch(dataNamespace, `cronjob/${dumpObjects.schedule}`, { spec: { suspend: true } });
      if (await isDumping(kubectl)) throw new CliError('A dump is being written. Try again when it has ended.');
      for (const name of writers) await scale(kubectl, name, 0);
      for (const name of writers) {
        const pods = ['pod', `--selector=app.kubernetes.io/name=${name}`];
        await kubectl.run(['wait', '--namespace', appNamespace, '--for=delete', ...pods, '--timeout=180s']);
      }
    } catch (error) {
      await app.start();
      throw error;
    }
    return app;
  }

  async start(): Promise<void> {
    await this.#kubectl.patch(dataNamespace, `cronjob/${dumpObjects.schedule}`, { spec: { suspend: false } });
    for (const [name, replicas] of this.#replicas) await scale(this.#kubectl, name, replicas);
  }

  /** @throws {CliError} when a Deployment is not ready within three minutes */
  async waitUntilReady(): Promise<void> {
    for (const name of this.#replicas.keys()) {
      await this.#kubectl.run([
        'rollout',
        'status',
        `deployment/${name}`,
        '--namespace',
        appNamespace,
        '--timeout=180s',
      ]);
    }
  }
}

/** Also a dump that somebody started by hand. */
async function isDumping(kubectl: Kubectl): Promise<boolean> {
  const selector = `--selector=app.kubernetes.io/name=${dumpObjects.schedule}`;
  const { items } = await kubectl.get<{ items: { status: { phase?: string } }[] }>(dataNamespace, 'pods', selector);
  return items.some(({ status }) => status.phase === 'Pending' || status.phase === 'Running');
}

async function minimumOf(kubectl: Kubectl, name: string): Promise<number> {
  const { spec } = await kubectl.get<{ spec: { minReplicas?: number } }>(
    appNamespace,
    `horizontalpodautoscaler/${name}`,
  );
  return spec.minReplicas ?? 1;
}

function scale(kubectl: Kubectl, name: string, replicas: number): Promise<string> {
  return kubectl.run(['scale', '--namespace', appNamespace, `deployment/${name}`, `--replicas=${replicas}`]);
}
