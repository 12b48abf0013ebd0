import type { ApiClient } from '../../cluster/control-plane/api-client.ts';
import { type ApiObject, describeObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import { eventually } from '../../shared/eventually.ts';
import { coredns } from './coredns.ts';
import { metricsServer } from './metrics-server.ts';
import { traefik } from './traefik.ts';

export const addonNames = ['coredns', 'metrics-server', 'traefik'] as const;
export type AddonName = (typeof addonNames)[number];

/**
 * Creates the objects of what a cluster has besides the stack, and waits until their pods are ready.
 *
 * @param images `coredns` is `undefined` where the cluster has a DNS server
 */
export async function startAddons(
  client: ApiClient,
  images: { readonly [Name in AddonName]: Name extends 'coredns' ? string | undefined : string },
): Promise<void> {
  const objects = [
    ...(images.coredns === undefined ? [] : coredns(images.coredns)),
    ...metricsServer(images['metrics-server']),
    ...traefik(images.traefik),
  ];
  for (const object of objects) await client.apply(object);
  for (const object of objects.filter(({ kind }) => kind === 'Deployment')) {
    await eventually(120, () => requireReady(client, object));
  }
}

async function requireReady(client: ApiClient, deployment: ApiObject): Promise<void> {
  const found = await client.read(deployment);
  if (valueAt(found, 'status', 'readyReplicas') !== 1) throw new Error(`${describeObject(deployment)} is not ready.`);
}
