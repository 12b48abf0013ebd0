import type { ApiAccess } from './api-object.ts';

/** A kubeconfig as JSON (which is YAML), with one context named `taskyard`. */
export function kubeconfig(access: ApiAccess): string {
  const name = 'taskyard';
  const authority = Buffer.from(access.certificateAuthority).toString('base64');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server: access.server, 'certificate-authority-data': authority } }],
    users: [{ name, user: { token: access.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}
