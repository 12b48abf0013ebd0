import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, it } from 'vitest';
import { CertificateAuthority } from './certificates.ts';

it('issues a server certificate that a TLS client verifies by name and by address', async () => {
  const authority = await CertificateAuthority.create('CN=test authority');
  const issued = await authority.issue({
    subject: 'CN=server',
    use: 'server',
    dnsNames: ['database.example'],
    addresses: ['127.0.0.1'],
  });
  const server = createServer({ cert: issued.certificate, key: issued.privateKey }, (socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const authorized = async (servername?: string): Promise<boolean> => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ca: authority.certificate,
      servername,
      rejectUnauthorized: true,
    });
    // `once` rejects when the socket emits an error first.
    return once(socket, 'secureConnect')
      .then(
        () => true,
        () => false,
      )
      .finally(() => socket.destroy());
  };
  try {
    expect(await authorized('database.example')).toBe(true);
    expect(await authorized()).toBe(true);
    expect(await authorized('other.example')).toBe(false);
  } finally {
    server.close();
  }
});

it('names the group of a client in its subject', async () => {
  const authority = await CertificateAuthority.create('CN=test authority');
  const { certificate } = await authority.issue({ subject: 'CN=admin, O=system:masters', use: 'client' });
  const { subject, keyUsage, issuer } = new X509Certificate(certificate);
  expect({ subject, keyUsage, issuer }).toEqual({
    subject: 'CN=admin\nO=system:masters',
    keyUsage: ['1.3.6.1.5.5.7.3.2'],
    issuer: 'CN=test authority',
  });
});
