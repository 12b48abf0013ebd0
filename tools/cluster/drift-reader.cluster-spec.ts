import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../shared/eventually.ts';
import type { ApiClient } from './control-plane/api-client.ts';
import { type ApiObject, describeObject, valueAt } from './control-plane/api-object.ts';
import { ControlPlane } from './control-plane/control-plane.ts';
import { installDefinitions } from './control-plane/definitions.ts';
import { stackObjects } from './stack-objects.ts';

const rbac = 'rbac.authorization.k8s.io';
const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'password', namespace: 'default' },
  stringData: { password: 'secret' },
};
/** The kinds outside of namespaces that the access policy of EKS leaves out. */
const furtherKinds = [
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['networking.k8s.io/v1', 'IngressClass'],
  ['scheduling.k8s.io/v1', 'PriorityClass'],
  ['storage.k8s.io/v1', 'StorageClass'],
  [`${rbac}/v1`, 'ClusterRole'],
  [`${rbac}/v1`, 'ClusterRoleBinding'],
  [`${rbac}/v1`, 'Role'],
  [`${rbac}/v1`, 'RoleBinding'],
] as const;

/** dev, because it has office hours, and with them a Role. */
describe('the group of drift and preview, in the cluster of dev', () => {
  let plane: ControlPlane;
  let objects: ApiObject[];
  let reader: ApiClient;

  beforeAll(async () => {
    objects = (await stackObjects('dev')).map(({ object }) => object);
    plane = await ControlPlane.start();
    await installDefinitions(plane.client);
    const binding = objects.find(({ kind, metadata }) => kind === 'ClusterRoleBinding' && /drift/.test(metadata.name));
    const group = String(valueAt(binding, 'subjects', 0, 'name'));
    for (const object of [...objects, secret, viewOf(group)]) await plane.client.apply(object);
    reader = plane.client.impersonating('drift', group);
    // A controller fills the role `view`.
    await eventually(30, () => reader.list('v1', 'ConfigMap'));
  });

  afterAll(async () => {
    reader?.close();
    await plane?.stop();
  });

  it('reads every object of the program, as a refresh does', async () => {
    expect(objects.length).toBeGreaterThan(20);
    for (const object of objects) expect(await reader.read(object), describeObject(object)).toBeDefined();
  });

  it.each(furtherKinds)('lists every %s %s', async (apiVersion, kind) => {
    const [seen, all] = await Promise.all([reader, plane.client].map((client) => client.list(apiVersion, kind)));
    expect(seen?.map(describeObject)).toEqual(all?.map(describeObject));
  });

  it('reads no Secret', async () => {
    await expect(reader.read(secret)).rejects.toThrow('cannot get resource "secrets"');
    await expect(reader.list('v1', 'Secret')).rejects.toThrow('cannot list resource "secrets"');
  });

  it('creates, changes and deletes nothing', async () => {
    for (const object of [...objects, secret]) {
      await expect(reader.apply(object), describeObject(object)).rejects.toThrow(/cannot patch resource/);
      await expect(reader.delete(object), describeObject(object)).rejects.toThrow(/cannot delete resource/);
    }
    const token = '/api/v1/namespaces/default/serviceaccounts/default/token';
    await expect(reader.send('POST', token, {})).rejects.toThrow('cannot create resource "serviceaccounts/token"');
    await expect(reader.send('POST', '/api/v1/namespaces/default/pods', {})).rejects.toThrow('cannot create resource');
  });
});

/** The role `view` instead of the access policy AmazonEKSViewPolicy, which EKS made after it. */
function viewOf(group: string): ApiObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'access-policy' },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
    subjects: [{ apiGroup: rbac, kind: 'Group', name: group }],
  };
}
