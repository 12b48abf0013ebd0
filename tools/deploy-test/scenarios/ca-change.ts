import { appNamespace, dataNamespace } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';

/** As docs/runbooks/rotate.md says: the clients trust a new authority before it signs, and forget the former one at last. */
export const caChange: Scenario = {
  name: 'ca-change',
  description: 'A new authority for the certificate of the database: added, signing, the former one dropped',
  timeLimitSeconds: 1_200,
  run: async ({ kubernetes, stack, traffic, signal }) => {
    const formerly = stack.value<string[] | undefined>('database.authorities') ?? ['first'];
    const next = `test-${Date.now() % 1e9}`;
    const objects = async () => ({
      ...(await kubernetes.identities('deployments,configmaps', appNamespace)),
      ...(await kubernetes.identities('secrets', dataNamespace)),
      ...(await kubernetes.databaseIdentities()),
    });
    const users = await traffic();
    const before = await objects();
    const report = await users.during(
      async () => {
        for (const authorities of [[...formerly, next], [next, ...formerly], [next]]) {
          signal.throwIfAborted();
          await stack.apply({ 'database.authorities': authorities });
          for (const name of ['auth', 'tasks']) await kubernetes.rolledOut(`deployment/${name}`);
        }
      },
      { maxSeconds: 1_100, requestsPerSecond: 60 },
    );
    sameObjects(before, await objects());
    return withoutFailure(users, report);
  },
};
