import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import { CertificateAuthority } from '../../shared/certificates.ts';
import { appNamespace } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';

const key = 'ca.pem';

/**
 * The authority of `local` belongs to its database, which reads a new certificate only when it starts. So the bundle gets one
 * more authority, as AWS adds one to its bundle: written in place, then the pods roll.
 */
export const caChange: Scenario = {
  name: 'ca-change',
  description: 'One more authority in the bundle that verifies the database; auth and tasks roll to read it',
  timeLimitSeconds: 600,
  run: async ({ kubernetes, traffic }) => {
    const { certificate } = await CertificateAuthority.create('CN=next authority');
    const bundles = (await kubernetes.list('configmaps', appNamespace)).filter(
      (object) => valueAt(object, 'data', key) !== undefined,
    );
    if (bundles.length === 0) throw new Error(`no ConfigMap of ${appNamespace} has the key ${key}`);
    const users = await traffic();
    const before = await kubernetes.identities('deployments,configmaps', appNamespace);
    const report = await users.during(async () => {
      await kubernetes.apply(bundles.map((bundle) => withAuthority(bundle, certificate)));
      for (const name of ['auth', 'tasks'])
        await kubernetes.run('rollout', 'restart', `deployment/${name}`, `--namespace=${appNamespace}`);
      for (const name of ['auth', 'tasks']) await kubernetes.rolledOut(`deployment/${name}`);
    });
    sameObjects(before, await kubernetes.identities('deployments,configmaps', appNamespace));
    return { ...(await withoutFailure(users, report)), bundles: bundles.length };
  },
};

function withAuthority({ metadata, data }: ApiObject, certificate: string): ApiObject {
  const { name, namespace = appNamespace } = metadata;
  const bundle = `${String((data as Record<string, string>)[key]).trimEnd()}\n${certificate}`;
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { [key]: bundle } };
}
