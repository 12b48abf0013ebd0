import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The key of an account's name. Normalised the way the database compares names: without case and without trailing
 * blanks. Hashed because clients choose the name: a key has at most 255 characters, and the table must not list who
 * signs in.
 */
export function accountKey(name: string): string {
  return createHash('sha256').update(name.normalize('NFKC').trim().toLowerCase()).digest('base64url');
}

/** The key of an address. Of IPv6 it is the /64, because a client usually has all 2^64 addresses of one. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const network = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}

export function accountAtAddressKey(name: string, address: string): string {
  return `${accountKey(name)}:${addressKey(address)}`;
}
