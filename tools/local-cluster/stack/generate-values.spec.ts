import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { generateValues } from './generate-values.ts';

const privateKey = (inputs: Record<string, unknown>) => generateValues('tls:index/privateKey:PrivateKey', inputs);

it('makes a password of letters and digits', async () => {
  const inputs = { length: 32, special: false };
  const [one, other] = await Promise.all(
    ['one', 'other'].map(() => generateValues('random:index/randomPassword:RandomPassword', inputs)),
  );
  expect(one?.result).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(other).not.toEqual(one);
});

it('makes keys in the formats of the provider', async () => {
  const rsa = await privateKey({ algorithm: 'RSA', rsaBits: 2048 });
  const ecdsa = await privateKey({ algorithm: 'ECDSA', ecdsaCurve: 'P256' });
  expect(rsa.privateKeyPem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
  expect(ecdsa.privateKeyPem).toMatch(/^-----BEGIN EC PRIVATE KEY-----/);
  expect(createPrivateKey(String(rsa.privateKeyPem)).asymmetricKeyType).toBe('rsa');
});

it('signs a certificate that its authority verifies and that names the server', async () => {
  const authorityKey = await privateKey({ algorithm: 'ECDSA' });
  const authority = await generateValues('tls:index/selfSignedCert:SelfSignedCert', {
    ...authorityKey,
    isCaCertificate: true,
    subject: { commonName: 'authority' },
    allowedUses: ['cert_signing'],
    validityPeriodHours: 24,
  });
  const serverKey = await privateKey({ algorithm: 'ECDSA' });
  const request = await generateValues('tls:index/certRequest:CertRequest', {
    ...serverKey,
    subject: { commonName: 'database' },
    dnsNames: ['database', 'database.example'],
  });
  const { certPem } = await generateValues('tls:index/locallySignedCert:LocallySignedCert', {
    caPrivateKeyPem: authorityKey.privateKeyPem,
    caCertPem: authority.certPem,
    ...request,
    allowedUses: ['server_auth', 'digital_signature', 'key_encipherment'],
    validityPeriodHours: 12,
  });
  const certificate = new X509Certificate(String(certPem));
  const issuer = new X509Certificate(String(authority.certPem));
  expect(certificate.verify(issuer.publicKey)).toBe(true);
  expect(issuer.ca).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(String(serverKey.privateKeyPem)))).toBe(true);
  expect(certificate.subjectAltName).toBe('DNS:database, DNS:database.example');
});

it('refuses a type that the stacks do not use', async () => {
  await expect(generateValues('random:index/randomId:RandomId', {})).rejects.toThrow(
    'The local cluster generates no random:index/randomId:RandomId.',
  );
});
