import 'reflect-metadata';
import { createPrivateKey, generateKeyPairSync, randomInt, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

export type Properties = Readonly<Record<string, unknown>>;

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hourMs = 3_600_000;
const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The outputs of the providers random and tls for the resources of the stacks: real passwords, keys and certificates. So a
 * cluster without access to the internet needs neither provider.
 *
 * @throws for a type or an algorithm that the stacks do not use
 */
export async function generateValues(type: string, inputs: Properties): Promise<Properties> {
  const generate = generators[type];
  if (generate === undefined) throw new Error(`The local cluster generates no ${type}.`);
  return generate(inputs);
}

const generators: Record<string, (inputs: Properties) => Properties | Promise<Properties>> = {
  'random:index/randomPassword:RandomPassword': ({ length, special }) => {
    if (special !== false) throw new Error('RandomPassword: only special: false is supported.');
    const characters = Array.from(
      { length: Number(length) },
      () => lettersAndDigits[randomInt(lettersAndDigits.length)],
    );
    return { result: characters.join('') };
  },
  'tls:index/privateKey:PrivateKey': ({ algorithm, rsaBits }) => ({ privateKeyPem: newKey(algorithm, rsaBits) }),
  'tls:index/selfSignedCert:SelfSignedCert': async (inputs) => {
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: distinguishedName(inputs),
      keys: await keyPair(String(inputs.privateKeyPem)),
      signingAlgorithm: signing,
      ...validity(inputs),
      extensions: [
        new BasicConstraintsExtension(inputs.isCaCertificate === true, undefined, true),
        ...uses(inputs.allowedUses),
      ],
    });
    return { certPem: pem(certificate), ...period(certificate) };
  },
  'tls:index/certRequest:CertRequest': async (inputs) => {
    const names = (inputs.dnsNames ?? []) as string[];
    const request = await Pkcs10CertificateRequestGenerator.create({
      name: distinguishedName(inputs),
      keys: await keyPair(String(inputs.privateKeyPem)),
      signingAlgorithm: signing,
      extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
    });
    return { certRequestPem: pem(request) };
  },
  'tls:index/locallySignedCert:LocallySignedCert': async (inputs) => {
    const request = new Pkcs10CertificateRequest(String(inputs.certRequestPem));
    const { privateKey } = await keyPair(String(inputs.caPrivateKeyPem));
    const certificate = await X509CertificateGenerator.create({
      subject: request.subject,
      issuer: new X509Certificate(String(inputs.caCertPem)).subject,
      publicKey: request.publicKey,
      signingKey: privateKey,
      signingAlgorithm: signing,
      ...validity(inputs),
      extensions: [...request.extensions, ...uses(inputs.allowedUses)],
    });
    return { certPem: pem(certificate), ...period(certificate) };
  },
};

function newKey(algorithm: unknown, rsaBits: unknown): string {
  if (algorithm === 'RSA') {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: Number(rsaBits) });
    return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  }
  if (algorithm !== 'ECDSA') throw new Error(`PrivateKey: ${algorithm} is not supported.`);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}

async function keyPair(privateKeyPem: string): Promise<webcrypto.CryptoKeyPair> {
  const jwk = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const { d: _, ...publicJwk } = jwk;
  return {
    privateKey: await webcrypto.subtle.importKey('jwk', jwk, signing, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('jwk', publicJwk, signing, true, ['verify']),
  };
}

function distinguishedName({ subject }: Properties): string {
  return `CN=${(subject as { commonName: string }).commonName}`;
}

function validity({ validityPeriodHours }: Properties) {
  const now = Date.now();
  return { notBefore: new Date(now - hourMs), notAfter: new Date(now + Number(validityPeriodHours) * hourMs) };
}

function period({ notBefore, notAfter }: X509Certificate): Properties {
  return { validityStartTime: notBefore.toISOString(), validityEndTime: notAfter.toISOString() };
}

const keyUsages: Record<string, KeyUsageFlags> = {
  cert_signing: KeyUsageFlags.keyCertSign,
  digital_signature: KeyUsageFlags.digitalSignature,
  key_encipherment: KeyUsageFlags.keyEncipherment,
};

function uses(allowed: unknown): Extension[] {
  const names = allowed as string[];
  const flags = names.reduce((all, name) => all | (keyUsages[name] ?? 0), 0);
  const isServer = names.includes('server_auth');
  return [
    new KeyUsagesExtension(flags, true),
    ...(isServer ? [new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])] : []),
  ];
}

function pem(encoded: { toString(format: 'pem'): string }): string {
  return `${encoded.toString('pem')}\n`;
}
