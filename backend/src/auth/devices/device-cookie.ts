import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const nonceBytes = 16;
/** A cookie is sent with every request, so it stays small. A browser rarely has more accounts. */
const maximumEntries = 5;

/** One account that a browser has signed in to. */
interface DeviceEntry {
  readonly userId: number;
  /** Names the browser for this account. Random. */
  readonly nonce: string;
  readonly mac: string;
}

/** The part of a user that a device cookie depends on. */
export interface DeviceUser {
  readonly id: number;
  /** The password's hash. A new password makes all cookies of the account worthless. */
  readonly password: string;
}

/**
 * Makes and checks device cookies, as described by OWASP in "Slow Down Online Guessing Attacks with Device Cookies". The
 * value is a list of `<user id>.<nonce>.<MAC>`, separated by `~`. Nothing is stored.
 */
export class DeviceCookie {
  private readonly key: Buffer;

  /** @param master a text that cannot be guessed; the key is derived from it (RFC 5869) */
  constructor(master: string) {
    this.key = Buffer.from(hkdfSync('sha256', master, '', 'taskyard device cookies', 32));
  }

  /** @returns the users that the entries name. Nothing is verified yet. */
  namedUsers(value: string): number[] {
    return parse(value).map(({ userId }) => userId);
  }

  /** @returns the browser's nonce; undefined when the cookie was not issued for this user and password */
  nonceOf(value: string, user: DeviceUser): string | undefined {
    return parse(value).find(({ userId, nonce, mac }) => userId === user.id && this.isMac(mac, user, nonce))?.nonce;
  }

  /** Adds a user, as the first of the list. A valid entry keeps its nonce. */
  withUser(value: string, user: DeviceUser): string {
    const nonce = this.nonceOf(value, user) ?? randomBytes(nonceBytes).toString('base64url');
    const entry = { userId: user.id, nonce, mac: this.macOf(user, nonce) };
    const others = parse(value).filter(({ userId }) => userId !== user.id);
    return [entry, ...others]
      .slice(0, maximumEntries)
      .map(({ userId, nonce, mac }) => `${userId}.${nonce}.${mac}`)
      .join('~');
  }

  private macOf({ id, password }: DeviceUser, nonce: string): string {
    return createHmac('sha256', this.key).update(`${id}.${nonce}.${password}`).digest('base64url');
  }

  private isMac(mac: string, user: DeviceUser, nonce: string): boolean {
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.macOf(user, nonce))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

const entryPattern = /^([1-9]\d{0,15})\.([\w-]{22})\.([\w-]{43})$/;

/** Clients choose the text, so entries of another form are left out. */
function parse(value: string): DeviceEntry[] {
  return value
    .split('~', maximumEntries)
    .map((text) => entryPattern.exec(text))
    .filter((match) => match !== null)
    .map(([, userId, nonce = '', mac = '']) => ({ userId: Number(userId), nonce, mac }));
}
