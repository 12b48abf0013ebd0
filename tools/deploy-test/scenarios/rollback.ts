import { appNamespace, services } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';
import { newRelease } from './release.ts';

/** Both ways of docs/runbooks/rollback.md. */
export const rollback: Scenario = {
  name: 'rollback',
  description:
    'A release is taken back by an update to the images before it; a second time with `kubectl rollout undo`',
  timeLimitSeconds: 900,
  run: async ({ cluster, kubernetes, stack, traffic }) => {
    const { tag, images: release } = await newRelease({ cluster });
    const former = stack.values(Object.keys(release));
    await stack.apply(release);
    const before = await kubernetes.identities('deployments,services', appNamespace);
    const users = await traffic();
    const report = await users.during(async () => {
      await stack.apply(former);
      await runs(false);
      await stack.apply(release);
      await runs(true);
      const deployments = services.map((name) => `deployment/${name}`);
      await kubernetes.run('rollout', 'undo', ...deployments, `--namespace=${appNamespace}`);
      await runs(false);
      await stack.apply(former);
      await runs(false);
    });
    sameObjects(before, await kubernetes.identities('deployments,services', appNamespace));
    return withoutFailure(users, report);

    /** Waits until every pod has the image of the release, or none has. */
    async function runs(isReleased: boolean): Promise<void> {
      await kubernetes.servicesRolledOut();
      for (const name of services) {
        const images = await kubernetes.podImages(name);
        const wrong = images.filter((image) => image.endsWith(tag) !== isReleased);
        if (images.length === 0 || wrong.length > 0)
          throw new Error(`pods of ${name} run ${wrong.join(', ') || 'nothing'}`);
      }
    }
  },
};
