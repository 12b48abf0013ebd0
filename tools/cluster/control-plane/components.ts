import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceOptions } from '../../shared/child-process.ts';
import { freePort } from '../../shared/free-port.ts';
import { ApiClient } from './api-client.ts';
import type { ApiAccess } from './api-object.ts';
import { podLifecycleFiles } from './pod-lifecycle.ts';

/** How a component of a control plane is started. It writes only below `folder`, and listens only on loopback. */
export type Component = Omit<ServiceOptions, 'logFile' | 'workingDirectory'>;

export async function etcd(program: string, folder: string): Promise<{ component: Component; address: string }> {
  const [clientUrl, peerUrl] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const args = [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    // The data is deleted after the test, so durability is not needed.
    '--unsafe-no-fsync',
  ];
  const isReady = async () => (await fetch(`${clientUrl}/readyz`)).ok;
  return { address: clientUrl, component: { program, arguments: args, isReady, readyWithinSeconds: 30 } };
}

/** The API server creates its own certificate; `access` can be called when it is ready. */
export async function apiserver(
  program: string,
  folder: string,
  etcdAddress: string,
): Promise<{ component: Component; access: () => Promise<ApiAccess> }> {
  const port = await freePort();
  const token = randomBytes(24).toString('hex');
  const [certificates, tokens] = [join(folder, 'certificates'), join(folder, 'tokens.csv')];
  await writeFile(tokens, `${token},administrator,administrator,"system:masters"\n`, { mode: 0o600 });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(serviceAccountKey(folder), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  const access = async (): Promise<ApiAccess> => ({
    server: `https://127.0.0.1:${port}`,
    token,
    certificateAuthority: await readFile(join(certificates, 'apiserver.crt'), 'utf8'),
  });
  const args = [
    `--etcd-servers=${etcdAddress}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${certificates}`,
    `--token-auth-file=${tokens}`,
    '--authorization-mode=RBAC',
    // As on EKS and kubeadm: the Pod Security level of the namespaces has to forbid privileged pods.
    '--allow-privileged=true',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-signing-key-file=${serviceAccountKey(folder)}`,
    `--service-account-key-file=${serviceAccountKey(folder)}`,
    // An endpoint of the `kubernetes` service may not be a loopback address.
    '--endpoint-reconciler-type=none',
  ];
  const isReady = async () => {
    const client = new ApiClient(await access());
    return client
      .send('GET', '/readyz')
      .then((answer) => answer === 'ok')
      .finally(() => client.close());
  };
  return { access, component: { program, arguments: args, isReady, readyWithinSeconds: 90 } };
}

/** Ready when it has created the first service account: pods are refused before that. */
export async function controllerManager(
  program: string,
  folder: string,
  kubeconfigFile: string,
  client: ApiClient,
): Promise<Component> {
  const args = [
    `--kubeconfig=${kubeconfigFile}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${await freePort()}`,
    `--cert-dir=${join(folder, 'controller-manager')}`,
    `--service-account-private-key-file=${serviceAccountKey(folder)}`,
    '--leader-elect=false',
    '--horizontal-pod-autoscaler-sync-period=3s',
  ];
  const firstAccount = '/api/v1/namespaces/default/serviceaccounts/default';
  const isReady = async () => (await client.send('GET', firstAccount)) !== undefined;
  return { program, arguments: args, isReady, readyWithinSeconds: 60 };
}

export async function scheduler(program: string, folder: string, kubeconfigFile: string): Promise<Component> {
  const port = await freePort();
  const file = join(folder, 'scheduler.json');
  const configuration = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    clientConnection: { kubeconfig: kubeconfigFile },
    leaderElection: { leaderElect: false },
  };
  await writeFile(file, JSON.stringify(configuration));
  const args = [`--config=${file}`, '--bind-address=127.0.0.1', `--secure-port=${port}`];
  // Not waited for: nothing here connects to it, and tests wait until pods are scheduled.
  return { program, arguments: [...args, `--cert-dir=${folder}`], isReady: async () => true, readyWithinSeconds: 10 };
}

export async function kwok(program: string, folder: string, kubeconfigFile: string): Promise<Component> {
  const port = await freePort();
  const stages = (await podLifecycleFiles(folder)).map((file) => `--config=${file}`);
  const args = [
    `--kubeconfig=${kubeconfigFile}`,
    '--manage-all-nodes=true',
    `--server-address=127.0.0.1:${port}`,
    '--node-lease-duration-seconds=40',
    ...stages,
  ];
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  return { program, arguments: args, isReady, readyWithinSeconds: 30 };
}

function serviceAccountKey(folder: string): string {
  return join(folder, 'service-account.key');
}
