import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service } from '../../shared/child-process.ts';
import { ApiClient } from './api-client.ts';
import { type Binaries, binaries } from './binaries.ts';
import { apiserver, type Component, controllerManager, etcd, kwok, scheduler } from './components.ts';
import { kubeconfig } from './kubeconfig.ts';

/**
 * A Kubernetes control plane: etcd, API server, controller manager, scheduler, and kwok instead of kubelets. All listen
 * on loopback at random ports and keep their data in one temporary folder, which `stop()` deletes. Pod Security
 * admission is on, as in every API server. There is no network, no image and no container.
 */
export class ControlPlane {
  readonly #services: Service[] = [];
  readonly #folder: string;
  #client: ApiClient | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Builds the programs first when they are missing.
   *
   * @throws when a component does not become ready; the components that had started are stopped
   */
  static async start(): Promise<ControlPlane> {
    const programs = await binaries();
    const plane = new ControlPlane(await mkdtemp(join(tmpdir(), 'taskyard-cluster-')));
    try {
      await plane.#startAll(programs);
      return plane;
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  get client(): ApiClient {
    if (this.#client === undefined) throw new Error('The control plane is not running.');
    return this.#client;
  }

  /** Path of a kubeconfig with the rights of an administrator. */
  get kubeconfigFile(): string {
    return join(this.#folder, 'kubeconfig');
  }

  async stop(): Promise<void> {
    this.#client?.close();
    this.#client = undefined;
    for (const service of this.#services.splice(0).reverse()) await service.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #startAll(programs: Binaries): Promise<void> {
    const folder = this.#folder;
    const storage = await etcd(programs.etcd, folder);
    await this.#start('etcd', storage.component);
    const server = await apiserver(programs.apiserver, folder, storage.address);
    await this.#start('apiserver', server.component);
    const access = await server.access();
    const file = this.kubeconfigFile;
    await writeFile(file, kubeconfig(access), { mode: 0o600 });
    const client = new ApiClient(access);
    this.#client = client;
    await this.#start('controller-manager', await controllerManager(programs.controllerManager, folder, file, client));
    await this.#start('scheduler', await scheduler(programs.scheduler, folder, file));
    await this.#start('kwok', await kwok(programs.kwok, folder, file));
  }

  async #start(name: string, component: Component): Promise<void> {
    const logFile = join(this.#folder, `${name}.log`);
    this.#services.push(await Service.start({ ...component, logFile, workingDirectory: this.#folder }));
  }
}
