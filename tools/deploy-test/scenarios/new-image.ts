import { appNamespace, dataNamespace, services } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';
import { newRelease } from './release.ts';

export const newImage: Scenario = {
  name: 'new-image',
  description: 'New images of backend and web: migration, then a rolling update',
  timeLimitSeconds: 600,
  run: async ({ cluster, kubernetes, stack, traffic }) => {
    const users = await traffic();
    const { tag, images } = await newRelease({ cluster });
    const objects = async () => ({
      ...(await kubernetes.identities('deployments,services', appNamespace)),
      ...(await kubernetes.identities('statefulsets,persistentvolumeclaims', dataNamespace)),
    });
    const before = await objects();
    const report = await users.during(async () => {
      await stack.apply(images);
      await kubernetes.servicesRolledOut();
    });
    sameObjects(before, await objects());
    for (const name of services) {
      const running = await kubernetes.podImages(name);
      const old = running.filter((image) => !image.endsWith(tag));
      if (running.length === 0 || old.length > 0)
        throw new Error(`${old.length} of ${running.length} pods of ${name} run the old image`);
    }
    return withoutFailure(users, report);
  },
};
