import * as pulumi from '@pulumi/pulumi';
import * as tls from '@pulumi/tls';

export interface DatabaseTlsArgs {
  /** Every name that a client may use for the server. */
  readonly dnsNames: readonly string[];
  /** Names of the authorities. The first one signs, clients trust all of them. To change it, add a name first, and later remove the old one. */
  readonly authorities: readonly string[];
}

const year = 365 * 24;
const key = { algorithm: 'ECDSA', ecdsaCurve: 'P256' };

/** Certificate authorities and the one certificate that the first of them signs, so that clients can verify the server. */
export class DatabaseTls extends pulumi.ComponentResource {
  /** PEM of all authorities, in an order that does not depend on who signs: clients restart when it changes. */
  readonly authorities: pulumi.Output<string>;
  /** The same for the server, the signing one first: MySQL 9 loads a new certificate only if the first authority of its file signed it. */
  readonly serverAuthorities: pulumi.Output<string>;
  readonly certificate: pulumi.Output<string>;
  /** RFC 3339. */
  readonly expires: pulumi.Output<string>;
  /** A secret. */
  readonly privateKey: pulumi.Output<string>;

  constructor(name: string, { dnsNames, authorities }: DatabaseTlsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:DatabaseTls', name, {}, opts);
    const parent = { parent: this };
    const all = new Map(authorities.map((each) => [each, certificateAuthority(name, each, parent)]));
    const [signing] = all.values();
    if (signing === undefined) throw new Error(`${name} needs an authority`);
    const serverKey = new tls.PrivateKey(`${name}-server`, key, parent);
    const request = new tls.CertRequest(
      `${name}-server`,
      { privateKeyPem: serverKey.privateKeyPem, subject: { commonName: dnsNames[0] ?? name }, dnsNames: [...dnsNames] },
      parent,
    );
    const certificate = new tls.LocallySignedCert(
      `${name}-server`,
      {
        caPrivateKeyPem: signing.privateKeyPem,
        caCertPem: signing.certPem,
        certRequestPem: request.certRequestPem,
        allowedUses: ['server_auth', 'digital_signature', 'key_encipherment'],
        validityPeriodHours: 2 * year,
        // A `pulumi up` in the last three months renews it.
        earlyRenewalHours: year / 4,
      },
      parent,
    );
    const bundle = (names: readonly string[]) =>
      pulumi.all(names.map((each) => all.get(each)?.certPem ?? '')).apply((pems) => pems.join('\n'));
    this.authorities = bundle([...authorities].sort());
    this.serverAuthorities = bundle(authorities);
    this.certificate = certificate.certPem;
    this.expires = certificate.validityEndTime;
    this.privateKey = serverKey.privateKeyPem;
    this.registerOutputs({ authorities: this.authorities });
  }
}

/** @returns a self-signed certificate with its key */
function certificateAuthority(id: string, authority: string, options: pulumi.CustomResourceOptions) {
  const { privateKeyPem } = new tls.PrivateKey(`${id}-authority-${authority}`, key, options);
  return new tls.SelfSignedCert(
    `${id}-authority-${authority}`,
    {
      privateKeyPem,
      isCaCertificate: true,
      // Clients find the authority of a certificate by its subject.
      subject: { commonName: `taskyard database authority ${authority}` },
      allowedUses: ['cert_signing'],
      validityPeriodHours: 10 * year,
    },
    options,
  );
}
