import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiObject, valueAt } from '../cluster/control-plane/api-object.ts';
import { ControlPlane } from '../cluster/control-plane/control-plane.ts';
import { failingTag } from '../cluster/control-plane/pod-lifecycle.ts';
import { fakeNodes, fakeVolumes } from '../cluster/prerequisites.ts';
import { stackObjects } from '../cluster/stack-objects.ts';
import { Engine } from './engine.ts';
import { FakeIngressController } from './fake-ingress-controller.ts';

// Engine, Kubernetes provider, API server and controllers are real. Passwords and keys come from fake providers, which
// need no download. The chart of metrics-server is left out, because it comes from the internet.

let plane: ControlPlane;
let engine: Engine;
let ingressController: FakeIngressController;

beforeAll(async () => {
  plane = await ControlPlane.start();
  const objects = (await stackObjects('local')).map(({ object }) => object);
  for (const object of [...fakeNodes(), ...fakeVolumes(objects)]) await plane.client.apply(object);
  ingressController = new FakeIngressController(plane.client);
  engine = await Engine.start({
    stack: 'local',
    fakeProviders: ['random', 'tls'],
    environment: { KUBECONFIG: plane.kubeconfigFile },
  });
  await engine.configure(['cluster', 'metricsServer'], false);
});

afterAll(async () => {
  await engine?.stop();
  await ingressController?.stop();
  await plane?.stop();
});

async function deployedImages(): Promise<string[]> {
  const deployments = await plane.client.list('apps/v1', 'Deployment');
  return deployments
    .map((found) => String(valueAt(found, 'spec', 'template', 'spec', 'containers', 0, 'image')))
    .sort();
}

describe('the local stack, with a real engine and a real API server', () => {
  it('previews on an empty cluster', async () => {
    const { exitCode, output } = await engine.pulumi('preview');
    expect(exitCode, output).toBe(0);
  });

  it('is created, and waits until its pods are ready', async () => {
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
    const deployments = await plane.client.list('apps/v1', 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(['auth', 'tasks', 'web']);
    for (const { status } of deployments) expect(valueAt(status, 'readyReplicas')).toBeGreaterThan(0);
  });

  it('changes nothing in a second update', async () => {
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview', '--expect-no-changes');
    expect(exitCode, output).toBe(0);
  });

  it('stops at a failing migration and leaves the pods unchanged', async () => {
    const before = await deployedImages();
    expect(before).not.toHaveLength(0);
    await engine.configure(['images', 'backend'], `taskyard/backend:${failingTag}`);
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).not.toBe(0);
    expect(output).toMatch(/migrate/);
    expect(await deployedImages()).toEqual(before);
  });

  it('updates the pods when the migration succeeds', async () => {
    await engine.configure(['images', 'backend'], 'taskyard/backend:9.9.9');
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
    expect(await deployedImages()).toContain('taskyard/backend:9.9.9');
  });

  it('is destroyed, and the cluster is empty again', async () => {
    const { exitCode, output } = await engine.pulumi('destroy', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
    const remaining = await Promise.all([
      plane.client.list('v1', 'Pod'),
      plane.client.list('v1', 'PersistentVolumeClaim'),
      plane.client.list('networking.k8s.io/v1', 'Ingress'),
      plane.client.list('v1', 'Namespace'),
    ]);
    const names = remaining.flat().map(({ metadata }: ApiObject) => metadata.name);
    expect(names.filter((name) => !/^(default|kube-.*)$/.test(name))).toEqual([]);
  });
});
