import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** The members of the API's options that the authenticator reads. */
interface CreationOptions {
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
  readonly excludeCredentials: readonly { readonly id: string }[];
}

interface RequestOptions {
  readonly rpId: string;
  readonly challenge: string;
}

interface Credential {
  readonly id: Buffer;
  readonly rpId: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
  counter: number;
}

interface Attestation {
  readonly fmt: string;
  readonly attStmt: Map<string, unknown>;
}

/** Values that a manipulated browser or authenticator sends instead of the correct ones. */
export interface Tampering {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: unknown;
  readonly type?: string;
  /** Whether the page was framed by another site. */
  readonly crossOrigin?: boolean;
  /** Whether the user was verified by a PIN or a fingerprint. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | undefined;
  /** An attestation other than none; `self` is signed by the new key itself. */
  readonly attestation?: Attestation | 'self';
}

const flag = { present: 0x01, verified: 0x04, attested: 0x40 };
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array) => Buffer.from(data).toString('base64url');

/**
 * A browser on `origin` with a security key. It creates ES256 keys and signs what the Web Authentication specification
 * requires, except for the members that a test replaces.
 */
export class SoftwareAuthenticator {
  readonly credentials: Credential[] = [];

  /** @param hasCounter false for a passkey that is synchronised between devices: its counter stays 0 */
  constructor(
    private readonly origin = 'http://localhost:3000',
    private readonly hasCounter = true,
  ) {}

  /** `navigator.credentials.create()` */
  create(given: Record<string, unknown>, tampering: Tampering = {}) {
    const options = given as unknown as CreationOptions;
    if (options.excludeCredentials.some(({ id }) => this.credentials.some((known) => base64url(known.id) === id))) {
      throw new Error('This authenticator already has a passkey for that account.');
    }
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // kty: EC2, alg: ES256, crv: P-256 (RFC 9053).
    const key: [number, number | Uint8Array][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ];
    const credential: Credential = {
      id: randomBytes(32),
      rpId: options.rp.id,
      userHandle: options.user.id,
      privateKey,
      publicKey: isoCBOR.encode(new Map(key)),
      counter: 0,
    };
    this.credentials.push(credential);
    const data = this.authenticatorData(credential, tampering, true);
    const clientData = this.clientData('webauthn.create', options.challenge, tampering);
    const { attestation = { fmt: 'none', attStmt: new Map() } } = tampering;
    const { fmt, attStmt } = attestation === 'self' ? selfAttestation(credential, data, clientData) : attestation;
    const object = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', bytes(data)],
    ]);
    return {
      ...idsOf(credential),
      response: {
        clientDataJSON: base64url(clientData),
        attestationObject: base64url(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0])),
        transports: ['usb', 'a transport of the future'],
        publicKeyAlgorithm: -7,
      },
      clientExtensionResults: {},
      authenticatorAttachment: 'cross-platform',
    };
  }

  /** `navigator.credentials.get()` with the newest passkey */
  get(given: Record<string, unknown>, tampering: Tampering = {}) {
    const options = given as unknown as RequestOptions;
    const credential = this.credentials.at(-1);
    if (credential === undefined) throw new Error('This authenticator has no passkey.');
    if (this.hasCounter) credential.counter += 1;
    const data = this.authenticatorData(credential, tampering, false);
    const clientData = this.clientData('webauthn.get', options.challenge, tampering);
    const signature = signatureOf(credential, data, clientData);
    return {
      ...idsOf(credential),
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle: 'userHandle' in tampering ? tampering.userHandle : credential.userHandle,
      },
      clientExtensionResults: {},
    };
  }

  private clientData(type: string, challenge: string, tampering: Tampering): Buffer {
    const { origin } = this;
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...clientDataOf(tampering) }));
  }

  private authenticatorData(credential: Credential, tampering: Tampering, isNew: boolean): Buffer {
    const { rpId = credential.rpId, verified = true, counter = credential.counter } = tampering;
    const head = Buffer.alloc(5);
    head.writeUInt8(flag.present | (verified ? flag.verified : 0) | (isNew ? flag.attested : 0));
    head.writeUInt32BE(counter, 1);
    if (!isNew) return Buffer.concat([sha256(rpId), head]);
    const idLength = Buffer.alloc(2);
    idLength.writeUInt16BE(credential.id.length);
    const model = Buffer.alloc(16);
    return Buffer.concat([sha256(rpId), head, model, idLength, credential.id, credential.publicKey]);
  }
}

function signatureOf({ privateKey }: Credential, data: Buffer, clientData: Buffer): Buffer {
  return sign('sha256', Buffer.concat([data, sha256(clientData)]), privateKey);
}

function selfAttestation(credential: Credential, data: Buffer, clientData: Buffer): Attestation {
  const statement = new Map<string, unknown>([
    ['alg', -7],
    ['sig', bytes(signatureOf(credential, data, clientData))],
  ]);
  return { fmt: 'packed', attStmt: statement };
}

function idsOf({ id }: Credential) {
  return { id: base64url(id), rawId: base64url(id), type: 'public-key' };
}

function clientDataOf({ origin, challenge, type, crossOrigin }: Tampering) {
  return {
    ...(origin && { origin }),
    ...(challenge !== undefined && { challenge }),
    ...(type && { type }),
    ...(crossOrigin !== undefined && { crossOrigin }),
  };
}

/** The CBOR encoder accepts plain byte arrays, not Buffers. */
function bytes(data: string | Buffer): Uint8Array {
  return Uint8Array.from(typeof data === 'string' ? Buffer.from(data, 'base64url') : data);
}
