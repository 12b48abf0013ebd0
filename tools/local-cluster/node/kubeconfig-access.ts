import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ApiAccess } from '../../cluster/control-plane/api-object.ts';

const base64 = z.string().transform((text) => Buffer.from(text, 'base64').toString('utf8'));

const schema = z.object({
  clusters: z.tuple([z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': base64 }) })]),
  users: z.tuple([
    z.object({
      user: z.union([
        z.object({ token: z.string() }),
        z.object({ 'client-certificate-data': base64, 'client-key-data': base64 }),
      ]),
    }),
  ]),
});

/** How a kubeconfig with one cluster reaches its API server: with a token, as here, or with a certificate, as kind's. */
export function readAccess(path: string): ApiAccess {
  const { clusters, users } = schema.parse(parse(readFileSync(path, 'utf8')));
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  return {
    server: cluster.server,
    certificateAuthority: cluster['certificate-authority-data'],
    ...('token' in user
      ? { token: user.token }
      : { certificate: user['client-certificate-data'], key: user['client-key-data'] }),
  };
}
