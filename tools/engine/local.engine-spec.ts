import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiObject, valueAt } from '../cluster/control-plane/api-object.ts';
import { failingTag } from '../cluster/control-plane/pod-lifecycle.ts';
import { LocalStack } from './local-stack.ts';

let local: LocalStack;

beforeAll(async () => {
  local = await LocalStack.start();
});

afterAll(() => local?.stop());

describe('the local stack, with a real engine and a real API server', () => {
  it('previews on an empty cluster', async () => {
    const { exitCode, output } = await local.engine.pulumi('preview');
    expect(exitCode, output).toBe(0);
  });

  it('is created, and waits until its pods are ready', async () => {
    const { exitCode, output } = await local.engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
    const deployments = await local.plane.client.list('apps/v1', 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(['auth', 'tasks', 'web']);
    for (const { status } of deployments) expect(valueAt(status, 'readyReplicas')).toBeGreaterThan(0);
  });

  it('changes nothing in a second update', async () => {
    const { exitCode, output } = await local.engine.pulumi('up', '--yes', '--skip-preview', '--expect-no-changes');
    expect(exitCode, output).toBe(0);
  });

  it('stops at a failing migration and leaves the pods unchanged', async () => {
    const before = await local.deployedImages();
    expect(before).not.toHaveLength(0);
    await local.engine.configure(['images', 'backend'], `taskyard/backend:${failingTag}`);
    const { exitCode, output } = await local.engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).not.toBe(0);
    expect(output).toMatch(/migrate/);
    expect(await local.deployedImages()).toEqual(before);
  });

  it('updates the pods when the migration succeeds', async () => {
    await local.engine.configure(['images', 'backend'], 'taskyard/backend:9.9.9');
    const { exitCode, output } = await local.engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
    expect(await local.deployedImages()).toContain('taskyard/backend:9.9.9');
  });

  it('is destroyed, and the cluster is empty again', async () => {
    const { exitCode, output } = await local.engine.pulumi('destroy', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
    const remaining = await Promise.all([
      local.plane.client.list('v1', 'Pod'),
      local.plane.client.list('v1', 'PersistentVolumeClaim'),
      local.plane.client.list('networking.k8s.io/v1', 'Ingress'),
      local.plane.client.list('v1', 'Namespace'),
    ]);
    const names = remaining.flat().map(({ metadata }: ApiObject) => metadata.name);
    expect(names.filter((name) => !/^(default|kube-.*)$/.test(name))).toEqual([]);
  });
});
