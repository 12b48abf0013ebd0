import { once } from 'node:events';
import { request } from 'node:https';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { LocalCluster } from '../../local-cluster/local-cluster.ts';

export interface HttpsRequest {
  readonly path: string;
  /** PEM of the one authority that is trusted. */
  readonly authority: string;
}

/** The port of the ingress controller for HTTPS. Nothing outside the cluster is forwarded to it. */
const port = 8443;

/**
 * Asks the ingress controller over HTTPS, through the API server.
 *
 * @returns the status of the answer
 * @throws when the certificate is not one of `authority` for `localhost`, or nothing answers
 */
export async function httpsStatus(
  { kubectlProgram, kubeconfig }: Pick<LocalCluster, 'kubectlProgram' | 'kubeconfig'>,
  { path, authority }: HttpsRequest,
): Promise<number> {
  const forward = execa(kubectlProgram, ['port-forward', '--namespace=traefik', 'deployment/traefik', `:${port}`], {
    env: { KUBECONFIG: kubeconfig },
    stdin: 'ignore',
    reject: false,
  });
  try {
    return await statusOf(await forwardedPort(forward), path, authority);
  } finally {
    forward.kill();
    await forward;
  }
}

/** kubectl chooses the port and prints it. */
async function forwardedPort(
  forward: { readonly stdout: Readable } & Promise<{ readonly stderr: string }>,
): Promise<number> {
  const ended = forward.then(({ stderr }): never => {
    throw new Error(`kubectl port-forward ended: ${stderr}`);
  });
  const [printed] = await Promise.race([once(forward.stdout, 'data'), ended]);
  const found = /^Forwarding from 127\.0\.0\.1:(\d+)/.exec(String(printed))?.[1];
  if (found === undefined) throw new Error(`kubectl port-forward printed ${printed}`);
  return Number(found);
}

function statusOf(localPort: number, path: string, authority: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: localPort, servername: 'localhost', ca: authority, agent: false };
    const sent = request({ ...options, path, headers: { host: 'localhost' }, timeout: 10_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${path} in 10 s`)));
    sent.on('error', reject);
    sent.end();
  });
}
