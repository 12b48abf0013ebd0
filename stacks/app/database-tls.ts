import * as pulumi from '@pulumi/pulumi';
import * as tls from '@pulumi/tls';

export interface DatabaseTlsArgs {
  /** Every name that a client may use for the server. */
  readonly dnsNames: readonly string[];
}

const year = 365 * 24;
const key = { algorithm: 'ECDSA', ecdsaCurve: 'P256' };

/** A certificate authority and the one certificate it signs, so that clients can verify the server. */
export class DatabaseTls extends pulumi.ComponentResource {
  readonly authority: pulumi.Output<string>;
  readonly certificate: pulumi.Output<string>;
  /** A secret. */
  readonly privateKey: pulumi.Output<string>;

  constructor(name: string, { dnsNames }: DatabaseTlsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DatabaseTls', name, {}, opts);
    const parent = { parent: this };
    const authorityKey = new tls.PrivateKey(`${name}-authority`, key, parent);
    const authority = new tls.SelfSignedCert(
      `${name}-authority`,
      {
        privateKeyPem: authorityKey.privateKeyPem,
        isCaCertificate: true,
        subject: { commonName: 'taskyard database authority' },
        allowedUses: ['cert_signing'],
        validityPeriodHours: 10 * year,
      },
      parent,
    );
    const serverKey = new tls.PrivateKey(`${name}-server`, key, parent);
    const request = new tls.CertRequest(
      `${name}-server`,
      { privateKeyPem: serverKey.privateKeyPem, subject: { commonName: dnsNames[0] ?? name }, dnsNames: [...dnsNames] },
      parent,
    );
    const certificate = new tls.LocallySignedCert(
      `${name}-server`,
      {
        caPrivateKeyPem: authorityKey.privateKeyPem,
        caCertPem: authority.certPem,
        certRequestPem: request.certRequestPem,
        allowedUses: ['server_auth', 'digital_signature', 'key_encipherment'],
        validityPeriodHours: 2 * year,
        // A `pulumi up` in the last three months renews it.
        earlyRenewalHours: year / 4,
      },
      parent,
    );
    this.authority = authority.certPem;
    this.certificate = certificate.certPem;
    this.privateKey = serverKey.privateKeyPem;
    this.registerOutputs({ authority: this.authority });
  }
}
