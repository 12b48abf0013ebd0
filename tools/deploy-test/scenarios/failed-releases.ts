import { valueAt } from '../../cluster/control-plane/api-object.ts';
import { appNamespace, services } from '../cluster/kubernetes.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { withoutFailure } from './expectations.ts';

/** The web's image has no migration: its Job ends with an error at once. */
export const failingMigration: Scenario = {
  name: 'failing-migration',
  description: 'A release whose migration fails, then the release before it: the old pods go on',
  timeLimitSeconds: 900,
  run: (context) => failedRelease(context, context.stack.value<string>('images.web')),
};

/** Its pods wait for an image until the engine gives up or the Job's deadline passes. */
export const missingImage: Scenario = {
  name: 'missing-image',
  description: 'A release whose image does not exist, then the release before it: the old pods go on',
  timeLimitSeconds: 1_500,
  run: (context) => failedRelease(context, 'taskyard/backend:does-not-exist'),
};

async function failedRelease({ kubernetes, stack, traffic, report }: ScenarioContext, image: string) {
  const users = await traffic();
  const before = await podNames();
  const result = await users.during(
    async () => {
      const { message } = await stack.applyInVain({ 'images.backend': image });
      report(message);
      const meanwhile = await podNames();
      const gone = before.filter((name) => !meanwhile.includes(name));
      if (gone.length > 0) throw new Error(`the failed release ended running pods: ${gone.join(', ')}`);
      await stack.rollBack();
      for (const name of services) await kubernetes.rolledOut(`deployment/${name}`);
    },
    { maxSeconds: 1_400 },
  );
  const waiting = (await kubernetes.list('pods', appNamespace)).filter((pod) =>
    JSON.stringify(valueAt(pod, 'status', 'containerStatuses') ?? []).includes('ImagePullBackOff'),
  );
  if (waiting.length > 0)
    throw new Error(`still waiting for an image: ${waiting.map(({ metadata }) => metadata.name)}`);
  return withoutFailure(users, result);

  async function podNames(): Promise<string[]> {
    const pods = await Promise.all(services.map((name) => kubernetes.podsOf(name)));
    return pods.flat().map(({ metadata }) => metadata.name);
  }
}
