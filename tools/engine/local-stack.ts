import { valueAt } from '../cluster/control-plane/api-object.ts';
import { ControlPlane } from '../cluster/control-plane/control-plane.ts';
import { fakeNodes, fakeVolumes } from '../cluster/prerequisites.ts';
import { stackObjects } from '../cluster/stack-objects.ts';
import { Engine, type EngineRun } from './engine.ts';
import { FakeIngressController } from './fake-ingress-controller.ts';

/**
 * The local stack with a real engine, Kubernetes provider, API server and controllers. Passwords and keys come from fake
 * providers, which need no download. The chart of metrics-server is left out, because it comes from the internet.
 */
export class LocalStack {
  readonly plane: ControlPlane;
  readonly engine: Engine;
  readonly #ingressController: FakeIngressController;

  private constructor(plane: ControlPlane, engine: Engine) {
    this.plane = plane;
    this.engine = engine;
    this.#ingressController = new FakeIngressController(plane.client);
  }

  static async start(): Promise<LocalStack> {
    const plane = await ControlPlane.start();
    try {
      const objects = (await stackObjects('local')).map(({ object }) => object);
      for (const object of [...fakeNodes(), ...fakeVolumes(objects)]) await plane.client.apply(object);
      const engine = await Engine.start({
        stack: 'local',
        fakeProviders: ['random', 'tls'],
        environment: { KUBECONFIG: plane.kubeconfigFile },
      });
      await engine.configure(['cluster', 'metricsServer'], false);
      return new LocalStack(plane, engine);
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.#ingressController.stop();
    await this.plane.stop();
  }

  /** @throws with everything that the engine printed, when the update fails */
  async up(...args: string[]): Promise<string> {
    const { exitCode, output } = await this.update(...args);
    if (exitCode !== 0) throw new Error(`pulumi up failed:\n${output}`);
    return output;
  }

  update(...args: string[]): Promise<EngineRun> {
    return this.engine.pulumi('up', '--yes', '--skip-preview', ...args);
  }

  /** The UID of every object whose deletion loses data or refuses requests, such as `Deployment auth`. */
  async identities(): Promise<Record<string, unknown>> {
    const objects = await Promise.all([
      this.plane.client.list('apps/v1', 'Deployment'),
      this.plane.client.list('apps/v1', 'StatefulSet'),
      this.plane.client.list('v1', 'PersistentVolumeClaim'),
      this.plane.client.list('v1', 'Service'),
    ]);
    return Object.fromEntries(
      objects.flat().map(({ kind, metadata }) => [`${kind} ${metadata.name}`, valueAt(metadata, 'uid')]),
    );
  }

  /** The pod template of each Deployment and StatefulSet as JSON. Its pods are new when it changes. */
  async templates(): Promise<Record<string, string>> {
    const objects = await Promise.all([
      this.plane.client.list('apps/v1', 'Deployment'),
      this.plane.client.list('apps/v1', 'StatefulSet'),
    ]);
    return Object.fromEntries(
      objects.flat().map(({ metadata, spec }) => [metadata.name, JSON.stringify(valueAt(spec, 'template'))]),
    );
  }

  /** The images of all Deployments, sorted. */
  async deployedImages(): Promise<string[]> {
    const deployments = await this.plane.client.list('apps/v1', 'Deployment');
    return deployments
      .map((found) => String(valueAt(found, 'spec', 'template', 'spec', 'containers', 0, 'image')))
      .sort();
  }

  /** Merges a change into an object, as an operator would with `kubectl patch --type merge`. */
  async patch(path: string, change: unknown): Promise<void> {
    await this.plane.client.send('PATCH', path, change, 'application/merge-patch+json');
  }
}
