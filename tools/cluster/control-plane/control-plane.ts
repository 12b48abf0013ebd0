import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service } from '../../shared/child-process.ts';
import { ApiClient } from './api-client.ts';
import { type Binaries, binaries } from './binaries.ts';
import { kubeconfig } from './kubeconfig.ts';
import { apiserverPart, controllerManagerPart, etcdPart, kwokPart, type Part, schedulerPart } from './parts.ts';

/**
 * A Kubernetes control plane of its own: etcd, API server, controller manager, scheduler, and kwok in place of the
 * kubelets. Everything listens on loopback at random ports, keeps its data in one temporary folder, and is gone after
 * `stop()`. Pod Security admission is on, as in every API server; there is no network, no image and no container.
 */
export class ControlPlane {
  readonly #services: Service[] = [];
  readonly #folder: string;
  #client: ApiClient | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Takes a few seconds, and minutes when the programs have to be built first.
   * @throws when a part does not come up; what had started is stopped.
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

  /** A kubeconfig that makes its reader the administrator. */
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
    const etcd = await etcdPart(programs.etcd, this.#folder);
    await this.#run('etcd', etcd.part);
    const apiserver = await apiserverPart(programs.apiserver, this.#folder, etcd.address);
    await this.#run('apiserver', apiserver.part);
    const access = await apiserver.access();
    await writeFile(this.kubeconfigFile, kubeconfig(access), { mode: 0o600 });
    const client = new ApiClient(access);
    this.#client = client;
    await this.#run(
      'controller-manager',
      await controllerManagerPart(programs.controllerManager, this.#folder, this.kubeconfigFile, client),
    );
    await this.#run('scheduler', await schedulerPart(programs.scheduler, this.#folder, this.kubeconfigFile));
    await this.#run('kwok', await kwokPart(programs.kwok, this.#folder, this.kubeconfigFile));
  }

  async #run(name: string, part: Part): Promise<void> {
    const logFile = join(this.#folder, `${name}.log`);
    this.#services.push(await Service.start({ ...part, logFile, workingDirectory: this.#folder }));
  }
}
