import { services } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { withoutFailure } from './expectations.ts';

export const rollingRestart: Scenario = {
  name: 'rolling-restart',
  description: '`kubectl rollout restart` of auth, tasks and web at the same time',
  timeLimitSeconds: 600,
  run: async ({ kubernetes, traffic }) => {
    const users = await traffic();
    const report = await users.during(async () => {
      for (const name of services)
        await kubernetes.run('rollout', 'restart', `deployment/${name}`, '--namespace=taskyard');
      await kubernetes.servicesRolledOut();
    });
    return withoutFailure(users, report);
  },
};
