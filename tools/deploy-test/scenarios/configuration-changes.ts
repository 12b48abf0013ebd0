import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import { type CertificateAndKey, CertificateAuthority } from '../../shared/certificates.ts';
import { eventually } from '../../shared/eventually.ts';
import { httpsStatus } from '../cluster/https-request.ts';
import { appNamespace, services } from '../cluster/kubernetes.ts';
import type { Measurements, Scenario, ScenarioContext } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';
import { twoReplicas } from './two-replicas.ts';

export const passwordRotation: Scenario = {
  name: 'password-rotation',
  description: 'A new generation of every database password; the database is not restarted',
  timeLimitSeconds: 900,
  run: async (context) => {
    const before = await context.kubernetes.databaseIdentities();
    const generation = context.stack.value<number>('secrets.generation') + 1;
    const measured = await changeUnderLoad(context, { 'secrets.generation': generation });
    sameObjects(before, await context.kubernetes.databaseIdentities());
    return measured;
  },
};

export const addedApp: Scenario = {
  name: 'added-app',
  description: 'An additional app is added by configuration and removed again',
  timeLimitSeconds: 900,
  run: async (context) => {
    const app = {
      name: 'hello',
      // The web's image: it is there, and it answers its probes without any setting.
      image: context.stack.value<string>('images.web'),
      port: 3000,
      replicas: { min: 1, max: 1 },
      cpu: '50m',
      memory: '128Mi',
      memoryLimit: '384Mi',
      probes: { startup: '/healthz', readiness: '/healthz', liveness: '/healthz' },
      env: {
        PORT: '3000',
        HOSTNAME: '0.0.0.0',
        PUBLIC_ORIGIN: 'http://localhost',
        AUTH_API_URL: 'http://auth:4000',
        TASKS_API_URL: 'http://tasks:4000',
      },
    };
    const apps = context.stack.value<object[]>('apps');
    const users = await context.traffic();
    const before = await context.kubernetes.identities('deployments', appNamespace);
    const report = await users.during(async () => {
      await context.stack.apply({ apps: [...apps, app] });
      await context.kubernetes.rolledOut('deployment/hello');
      await context.stack.apply({ apps });
    });
    const after = await context.kubernetes.identities('deployments', appNamespace);
    sameObjects(before, after);
    if (Object.keys(after).length !== Object.keys(before).length) throw new Error('the added app was not removed');
    return withoutFailure(users, report);
  },
};

export const replicasAndTls: Scenario = {
  name: 'replicas-and-tls',
  description: 'Two replicas of each service, then TLS with a certificate, which HTTPS presents; and back',
  timeLimitSeconds: 1_500,
  run: async (context) => {
    const { kubernetes, stack, traffic } = context;
    const originals = stack.values(Object.keys(twoReplicas));
    const plain = stack.value<object>('ingress.tls');
    const users = await traffic();
    const before = await kubernetes.identities('deployments', appNamespace);
    const { certificate, privateKey, authority } = await certificateOf('localhost');
    let most = 0;
    const report = await users.during(
      async () => {
        await stack.apply(twoReplicas);
        for (const name of services) {
          await kubernetes.replicasReady(name, 2);
          most += (await kubernetes.podsOf(name)).length;
        }
        await kubernetes.apply([certificateSecret({ certificate, privateKey })]);
        await stack.apply({ 'ingress.tls': { mode: 'certificate', secretName: certificateName } });
        await kubernetes.servicesRolledOut();
        // The controller reads a new certificate within seconds.
        const status = await eventually(60, () => httpsStatus(context.cluster, { path: '/login', authority }));
        if (status !== 200) throw new Error(`HTTPS was answered with ${status}`);
        await stack.apply({ 'ingress.tls': plain, ...originals });
        await kubernetes.servicesRolledOut();
      },
      { maxSeconds: 1_400, requestsPerSecond: 60 },
    );
    sameObjects(before, await kubernetes.identities('deployments', appNamespace));
    return { ...(await withoutFailure(users, report)), pods: most };
  },
};

const certificateName = 'test-certificate';

async function certificateOf(host: string): Promise<CertificateAndKey & { readonly authority: string }> {
  const authority = await CertificateAuthority.create('CN=test');
  const issued = await authority.issue({ subject: `CN=${host}`, use: 'server', dnsNames: [host] });
  return { ...issued, authority: authority.certificate };
}

function certificateSecret({ certificate, privateKey }: CertificateAndKey): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: certificateName, namespace: appNamespace },
    stringData: { 'tls.crt': certificate, 'tls.key': privateKey },
  };
}

async function changeUnderLoad(
  { kubernetes, stack, traffic }: ScenarioContext,
  change: Readonly<Record<string, unknown>>,
): Promise<Measurements> {
  const users = await traffic();
  const before = await kubernetes.identities('deployments', appNamespace);
  const report = await users.during(async () => {
    await stack.apply(change);
    await kubernetes.servicesRolledOut();
  });
  sameObjects(before, await kubernetes.identities('deployments', appNamespace));
  return withoutFailure(users, report);
}
