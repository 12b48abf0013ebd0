import { readFileSync } from 'node:fs';
import type { ApiAccess } from '../../cluster/control-plane/api-object.ts';

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { server: string; 'certificate-authority-data': string } }];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** How a kubeconfig that `kubeconfig()` wrote reaches its API server. */
export function readAccess(path: string): ApiAccess {
  const { clusters, users } = JSON.parse(readFileSync(path, 'utf8')) as Kubeconfig;
  const [{ cluster }] = clusters;
  return {
    server: cluster.server,
    token: users[0].user.token,
    certificateAuthority: Buffer.from(cluster['certificate-authority-data'], 'base64').toString('utf8'),
  };
}
