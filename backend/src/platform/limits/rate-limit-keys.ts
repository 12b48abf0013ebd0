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

/** Hosts whose mailboxes ignore dots, with the name that they share. */
const hostsIgnoringDots: Readonly<Record<string, string>> = { 'gmail.com': 'gmail.com', 'googlemail.com': 'gmail.com' };

/**
 * The key of the mailbox that an email reaches: the part after a plus is dropped, and dots are dropped for hosts that are
 * known to ignore them. Other hosts may give `a.b` and `ab` to two users. The limit then counts `a+b` and `a` together
 * where a host does not know plus-addresses, which does no harm.
 */
export function mailboxKey(email: string): string {
  const [, name = '', host = ''] = /^([^+]*).*@(.*)$/s.exec(email.normalize('NFKC').trim().toLowerCase()) ?? [];
  if (name === '') return accountKey(email);
  const sharedHost = hostsIgnoringDots[host];
  return accountKey(sharedHost === undefined ? `${name}@${host}` : `${name.replaceAll('.', '')}@${sharedHost}`);
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
