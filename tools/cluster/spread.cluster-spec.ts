import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../shared/eventually.ts';
import { type ApiObject, valueAt } from './control-plane/api-object.ts';
import { ControlPlane } from './control-plane/control-plane.ts';
import { fakeNode } from './prerequisites.ts';
import { stackObjects } from './stack-objects.ts';

const replicas = 5;
/** The taint of a node from its start until it is ready. */
const notReady = 'node.kubernetes.io/not-ready';

describe('five pods of a service of prod', () => {
  let plane: ControlPlane;
  let objects: ApiObject[];

  beforeAll(async () => {
    objects = (await stackObjects('prod')).map(({ object }) => object);
    plane = await ControlPlane.start();
    for (const object of objects) if (object.kind === 'PriorityClass') await plane.client.apply(object);
  });

  afterAll(() => plane?.stop());

  it.each([
    ['2-2-1 over a node in each of three zones', 'zones', ['a', 'b', 'c'], [], [2, 2, 1]],
    ['2-2-1 over three nodes in one zone', 'hosts', ['a', 'a', 'a'], [], [2, 2, 1]],
    ['all on one node when the other takes no pods', 'soft', ['a'], ['b'], [5]],
  ])('run %s', async (_, name, zones, cordonedZones, expected) => {
    const nodes = [...zones, ...cordonedZones].map((zone, index) => ({
      ...fakeNode(`${name}-${index}`, zone, 'arm64', { nodes: name }),
      spec: { unschedulable: index >= zones.length },
    }));
    for (const node of nodes) await plane.client.apply(node);
    await eventually(30, async () => {
      for (const node of nodes) expect(taintsOf(await plane.client.read(node))).not.toContain(notReady);
    });
    await plane.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await plane.client.apply(onNodes(objects, name));
    await eventually(60, async () => expect(await podsByNode(plane, name)).toEqual(expected));
  });
});

function taintsOf(node: ApiObject | undefined): string[] {
  const taints = (valueAt(node, 'spec', 'taints') ?? []) as { key: string }[];
  return taints.map(({ key }) => key);
}

/** The Deployment of the web, in a namespace and on nodes of its own. */
function onNodes(objects: readonly ApiObject[], name: string): ApiObject {
  const web = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web');
  if (web === undefined) throw new Error('prod has no Deployment named web');
  const spec = web.spec as { template: { spec: object } };
  const pod = { ...spec.template.spec, serviceAccountName: 'default', nodeSelector: { nodes: name } };
  return {
    ...web,
    metadata: { ...web.metadata, namespace: name },
    spec: { ...spec, replicas, template: { ...spec.template, spec: pod } },
  };
}

/** Numbers of pods, the largest first. Pods without a node are not counted. */
async function podsByNode(plane: ControlPlane, namespace: string): Promise<number[]> {
  const pods = (await plane.client.list('v1', 'Pod')).filter(({ metadata }) => metadata.namespace === namespace);
  const nodes = Map.groupBy(pods, (pod) => valueAt(pod, 'spec', 'nodeName'));
  nodes.delete(undefined);
  return [...nodes.values()].map(({ length }) => length).sort((one, other) => other - one);
}
