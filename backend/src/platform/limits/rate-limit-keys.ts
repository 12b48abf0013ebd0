import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/**
 * An account's name as a key. Written in one way, however it was typed, as the database compares names without case and
 * without blanks at the end. Hashed because strangers choose it: a key has 255 characters, and the table needs no list of
 * who signs in.
 */
export function accountKey(name: string): string {
  return createHash('sha256').update(name.normalize('NFKC').trim().toLowerCase()).digest('base64url');
}

/** An address as a key: of IPv6 the /64, since whoever has one address there has all 2^64 of them. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  // The URL parser writes every address in one way: lower case, and colons alone.
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

export function accountAtAddressKey(name: string, address: string): string {
  return `${accountKey(name)}:${addressKey(address)}`;
}
