import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import { eventually } from '../../shared/eventually.ts';
import { appNamespace, type Kubernetes, services } from '../cluster/kubernetes.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { withoutFailure } from './expectations.ts';

/** The web's image has no migration: its Job ends with an error at once. */
export const failingMigration: Scenario = {
  name: 'failing-migration',
  description: 'A release whose migration fails, then the release before it: the old pods go on',
  timeLimitSeconds: 900,
  run: (context) => failedRelease(context, context.stack.value<string>('images.web')),
};

/** Its migration would wait for the image for fifteen minutes. The operator shortens that, as docs/runbooks/rollback.md says. */
export const missingImage: Scenario = {
  name: 'missing-image',
  description: 'A release whose image does not exist, ended by the operator; the release before it: the old pods go on',
  timeLimitSeconds: 900,
  run: (context) =>
    failedRelease(context, 'taskyard/backend:does-not-exist', () => endWaitingMigration(context.kubernetes)),
};

async function endWaitingMigration(kubernetes: Kubernetes): Promise<void> {
  const job = await eventually(180, async () => {
    const waiting = (await kubernetes.list('pods', appNamespace, 'app.kubernetes.io/name=migrate')).find(
      isWaitingForImage,
    );
    if (waiting === undefined) throw new Error('no migration waited for its image');
    return String(valueAt(waiting.metadata, 'labels', 'job-name'));
  });
  const patch = JSON.stringify({ spec: { activeDeadlineSeconds: 1 } });
  await kubernetes.run('patch', 'job', job, `--namespace=${appNamespace}`, '--type=merge', `--patch=${patch}`);
}

function isWaitingForImage(pod: ApiObject): boolean {
  return /ImagePullBackOff|ErrImagePull/.test(JSON.stringify(valueAt(pod, 'status', 'containerStatuses') ?? []));
}

async function failedRelease(
  { kubernetes, stack, traffic, report }: ScenarioContext,
  image: string,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
) {
  const users = await traffic();
  const before = await podNames();
  const result = await users.during(
    async () => {
      const [{ message }] = await Promise.all([stack.applyInVain({ 'images.backend': image }), meanwhile()]);
      report(message);
      const now = await podNames();
      const gone = before.filter((name) => !now.includes(name));
      if (gone.length > 0) throw new Error(`the failed release ended running pods: ${gone.join(', ')}`);
      await stack.rollBack();
      await kubernetes.servicesRolledOut();
    },
    { maxSeconds: 800 },
  );
  const waiting = (await kubernetes.list('pods', appNamespace)).filter(isWaitingForImage);
  if (waiting.length > 0)
    throw new Error(`still waiting for an image: ${waiting.map(({ metadata }) => metadata.name)}`);
  return withoutFailure(users, result);

  async function podNames(): Promise<string[]> {
    const pods = await Promise.all(services.map((name) => kubernetes.podsOf(name)));
    return pods.flat().map(({ metadata }) => metadata.name);
  }
}
