import { password } from '@taskyard/contracts/fields';
import { z } from 'zod';

/** A whole number written in digits. */
export function integerText(minimum: number, maximum: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message);
}

/** `true` or `false`. */
export function flag() {
  return z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
}

/** Values separated by commas. Blanks around them are ignored. */
export function commaList<Item extends z.ZodType<string, string>>(item: Item, minimum = 0) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ''))
    .pipe(z.array(item).min(minimum, `must name at least ${minimum}`));
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host, as written in a URL, is a loopback address. */
export function isLoopback(host: string): boolean {
  return loopbackHosts.has(host);
}

/** A web origin. HTTP is allowed only for loopback: session cookies must not cross a network unencrypted. */
export function origin() {
  return z.string().refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.origin !== text) return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  }, 'must be an origin such as https://tasks.example.com, without a path; http only for localhost');
}

/** The URL of a service on the internet; http only for loopback. */
export function serviceUrl() {
  return z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, search, hash, username } = new URL(text);
    const isSecure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
    return isSecure && search === '' && hash === '' && username === '';
  }, 'must be an https URL without a query, such as https://api.pwnedpasswords.com/range');
}

/** `mysql://user:password@host:port/database` */
export function mysqlUrl() {
  return z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return url.protocol === 'mysql:' && url.hostname !== '' && url.username !== '' && /^\/[^/]+$/.test(url.pathname);
  }, 'must be mysql://user:password@host:port/database');
}

const proxyMessage =
  'must be addresses or ranges such as 10.0.0.0/16, or loopback, or alone the number of proxies in front, from 1 to 9';

/**
 * The proxies whose `X-Forwarded-*` headers are trusted: addresses and ranges, or a number of hops counted from this
 * process. A number is safe only when every client reaches the process through that many proxies.
 */
export function trustedProxies() {
  const address = z.union([z.literal('loopback'), z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], proxyMessage);
  const hops = z
    .string()
    .regex(/^[1-9]$/, proxyMessage)
    .transform(Number);
  return z.union([hops, commaList(address)], proxyMessage);
}

/** A password that the user changes at the first sign-in. Normalised like typed passwords, so that they match. */
export function firstPassword() {
  return z
    .string()
    .transform((text) => text.normalize('NFKC'))
    .refine(
      ({ length }) => length >= password.minLength && length <= password.maxLength,
      `must have ${password.minLength} to ${password.maxLength} characters`,
    );
}

/**
 * `smtp://user:password@host:port`, or `smtps:` for implicit TLS. Options are refused: one could turn off verification.
 */
export function smtpUrl() {
  return z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, pathname, search, hash } = new URL(text);
    return /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && search === '' && hash === '';
  }, 'must be smtp://user:password@host:port or smtps://…, without options');
}

/** The sender of emails: an address, or a name and an address. */
export function mailbox() {
  const address = String.raw`[^\s<>@,"]+@[^\s<>@,"]+`;
  return z
    .string()
    .regex(
      new RegExp(`^(${address}|[^<>@,"\r\n]+ <${address}>)$`),
      'must be an address such as no-reply@example.com, or Taskyard <no-reply@example.com>',
    );
}
