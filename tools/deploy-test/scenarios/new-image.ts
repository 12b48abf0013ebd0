import { valueAt } from '../../cluster/control-plane/api-object.ts';
import { appNamespace, dataNamespace, services } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';

export const newImage: Scenario = {
  name: 'new-image',
  description: 'New images of backend and web: migration, then a rolling update',
  timeLimitSeconds: 600,
  run: async ({ cluster, kubernetes, stack, traffic }) => {
    const users = await traffic();
    const tag = `test-${Date.now()}`;
    const images = {
      'images.backend': await cluster.pushImage('backend', tag),
      'images.web': await cluster.pushImage('web', tag),
    };
    const objects = async () => ({
      ...(await kubernetes.identities('deployments,services', appNamespace)),
      ...(await kubernetes.identities('statefulsets,persistentvolumeclaims', dataNamespace)),
    });
    const before = await objects();
    const report = await users.during(async () => {
      await stack.apply(images);
      for (const name of services) await kubernetes.rolledOut(`deployment/${name}`);
    });
    sameObjects(before, await objects());
    for (const name of services) {
      const pods = await kubernetes.podsOf(name);
      const old = pods.filter((pod) => !String(valueAt(pod, 'spec', 'containers', 0, 'image')).endsWith(tag));
      if (pods.length === 0 || old.length > 0)
        throw new Error(`${old.length} of ${pods.length} pods of ${name} run the old image`);
    }
    return withoutFailure(users, report);
  },
};
