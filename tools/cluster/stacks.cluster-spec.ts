import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStackFile, type StackName, stackNames } from '../recorder/recorder.ts';
import { eventually } from '../shared/eventually.ts';
import type { ApiClient } from './control-plane/api-client.ts';
import { type ApiObject, describeObject, valueAt } from './control-plane/api-object.ts';
import { ControlPlane } from './control-plane/control-plane.ts';
import { installDefinitions } from './control-plane/definitions.ts';
import { failingTag } from './control-plane/pod-lifecycle.ts';
import { fakeNodes, fakeVolumes } from './prerequisites.ts';
import { rollOut } from './rollout.ts';
import { type StackObject, stackObjects } from './stack-objects.ts';

describe.each(stackNames)('the Kubernetes objects of %s on a real control plane', (stack) => {
  let plane: ControlPlane;
  let client: ApiClient;
  let objects: StackObject[];

  const ofKind = (...kinds: string[]): ApiObject[] =>
    objects.map(({ object }) => object).filter(({ kind }) => kinds.includes(kind));
  const live = async (object: ApiObject): Promise<ApiObject> => {
    const found = await client.read(object);
    if (found === undefined) throw new Error(`${describeObject(object)} does not exist`);
    return found;
  };

  beforeAll(async () => {
    objects = await stackObjects(stack);
    plane = await ControlPlane.start();
    client = plane.client;
    await installDefinitions(client);
    const manifests = objects.map(({ object }) => object);
    for (const object of [...fakeNodes(), ...fakeVolumes(manifests)]) await client.apply(object);
  });

  afterAll(() => plane?.stop());

  it('are all accepted, without unknown fields', async () => {
    const result = await rollOut(client, objects);
    expect(result.refused).toEqual([]);
    expect(result.failed).toEqual([]);
    expect(result.skipped.map(({ object }) => describeObject(object))).toEqual([]);
    expect(result.done.size).toBeGreaterThan(20);
  });

  it('become ready: pods pass admission and quotas, and get a node and volumes', async () => {
    const running = ofKind('Deployment', 'StatefulSet');
    expect(running.length).toBeGreaterThanOrEqual(3);
    await eventually(60, async () => {
      for (const object of running) {
        const { spec, status } = await live(object);
        expect({ of: describeObject(object), ready: valueAt(status, 'readyReplicas') ?? 0 }).toEqual({
          of: describeObject(object),
          ready: valueAt(spec, 'replicas'),
        });
      }
    });
  });

  it('scale: every autoscaler finds its target and keeps the minimum number of pods', async () => {
    const autoscalers = ofKind('HorizontalPodAutoscaler');
    expect(autoscalers.length).toBeGreaterThanOrEqual(3);
    await eventually(60, async () => {
      for (const autoscaler of autoscalers) {
        const { spec, status } = await live(autoscaler);
        expect(valueAt(status, 'conditions')).toContainEqual(
          expect.objectContaining({ type: 'AbleToScale', status: 'True' }),
        );
        expect(valueAt(status, 'currentReplicas')).toBeGreaterThanOrEqual(Number(valueAt(spec, 'minReplicas')));
      }
    });
  });

  it('can be drained: every disruption budget covers healthy pods and allows one disruption', async () => {
    const budgets = ofKind('PodDisruptionBudget');
    expect(budgets.length).toBeGreaterThanOrEqual(3);
    await eventually(60, async () => {
      for (const budget of budgets) {
        const { status } = await live(budget);
        expect(valueAt(status, 'expectedPods')).toBeGreaterThan(0);
        expect(valueAt(status, 'currentHealthy')).toBe(valueAt(status, 'expectedPods'));
        expect(valueAt(status, 'disruptionsAllowed')).toBeGreaterThan(0);
      }
    });
  });

  it('are in namespaces that refuse privileged pods', async () => {
    const namespaces = new Set(
      ofKind('Deployment', 'StatefulSet', 'Job', 'CronJob').map(({ metadata }) => metadata.namespace),
    );
    expect(namespaces.size).toBeGreaterThan(0);
    for (const namespace of namespaces) {
      const spec = { containers: [{ name: 'root', image: 'root', securityContext: { privileged: true } }] };
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'root', namespace: String(namespace) }, spec };
      await expect(client.apply(pod)).rejects.toThrow(/violates PodSecurity "restricted/);
    }
  });

  describe('when a new release is deployed', () => {
    const images = async () => {
      const deployments = await Promise.all(ofKind('Deployment').map(live));
      return deployments.map((found) => valueAt(found, 'spec', 'template', 'spec', 'containers', 0, 'image'));
    };

    it('keep their running pods when the migration fails', async () => {
      const before = await images();
      expect(before).not.toHaveLength(0);
      const result = await rollOut(client, await releaseOf(stack, failingTag));
      expect(result.refused).toEqual([]);
      expect(result.failed).toEqual([expect.stringContaining('/migrate-')]);
      expect(result.skipped.filter(({ object }) => object.kind === 'Deployment')).toHaveLength(before.length);
      expect(await images()).toEqual(before);
    });

    it('get new pods when the migration succeeds', async () => {
      const before = await images();
      expect(before).not.toHaveLength(0);
      expect(await rollOut(client, await releaseOf(stack, '9.9.9'))).toMatchObject({
        refused: [],
        failed: [],
        skipped: [],
      });
      const after = await images();
      for (const [index, image] of after.entries()) expect(image).not.toBe(before[index]);
    });
  });

  it('can all be deleted in reverse order, and no pod remains', async () => {
    const waiting = [...objects];
    while (waiting.length > 0) {
      const last = waiting.filter(({ urn }) => !waiting.some(({ after }) => after.includes(urn)));
      expect(last).not.toHaveLength(0);
      for (const { object } of last) await client.delete(object);
      for (const { object } of last) await removed(client, object);
      for (const deleted of last) waiting.splice(waiting.indexOf(deleted), 1);
    }
    expect((await client.list('v1', 'Pod')).map(describeObject)).toEqual([]);
  });
});

/** The stack with other images, as a deployment of the next release would set them. */
async function releaseOf(stack: StackName, tag: string): Promise<StackObject[]> {
  const { images } = (await readStackFile(stack)) as { images: Record<string, string> };
  return stackObjects(stack, { images: { ...images, backend: `taskyard/backend:${tag}`, web: 'taskyard/web:9.9.9' } });
}

async function removed(client: ApiClient, object: ApiObject): Promise<void> {
  await client.delete(object);
  await eventually(60, async () => {
    if ((await client.read(object)) !== undefined) throw new Error(`${describeObject(object)} still exists`);
  });
}
