// The certificate library resolves its parts at run time and needs this first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;

/** PEM texts. */
export interface CertificateAndKey {
  readonly certificate: string;
  /** PKCS #8. */
  readonly privateKey: string;
}

export interface CertificateRequest {
  /** Such as `CN=kubernetes` or `CN=admin,O=system:masters`. */
  readonly subject: string;
  readonly use: 'server' | 'client';
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
}

/** A certificate authority with a new P-256 key. It lives for a year, and so do the certificates that it signs. */
export class CertificateAuthority {
  /** PEM. */
  readonly certificate: string;
  readonly #issuer: X509Certificate;
  readonly #key: webcrypto.CryptoKey;

  private constructor(issuer: X509Certificate, key: webcrypto.CryptoKey) {
    this.#issuer = issuer;
    this.#key = key;
    this.certificate = `${issuer.toString('pem')}\n`;
  }

  static async create(subject: string): Promise<CertificateAuthority> {
    const keys = await newKeys();
    const issuer = await X509CertificateGenerator.createSelfSigned({
      name: subject,
      keys,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    return new CertificateAuthority(issuer, keys.privateKey);
  }

  /** A certificate with a new key. */
  async issue({ subject, use, dnsNames = [], addresses = [] }: CertificateRequest): Promise<CertificateAndKey> {
    const keys = await newKeys();
    const names = [
      ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
      ...addresses.map((value) => ({ type: 'ip' as const, value })),
    ];
    const extensions: Extension[] = [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([use === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth]),
    ];
    if (names.length > 0) extensions.push(new SubjectAlternativeNameExtension(names));
    const issued = await X509CertificateGenerator.create({
      subject,
      issuer: this.#issuer.subject,
      publicKey: keys.publicKey,
      signingKey: this.#key,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions,
    });
    const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
    return { certificate: `${issued.toString('pem')}\n`, privateKey: `${privateKey}\n` };
  }
}

function newKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** From yesterday, because clocks of containers and machines differ. */
function validity() {
  const now = Date.now();
  return { notBefore: new Date(now - dayMs), notAfter: new Date(now + 365 * dayMs) };
}
