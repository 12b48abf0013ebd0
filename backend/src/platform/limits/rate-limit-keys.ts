import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Hosts whose mailboxes ignore dots, with the name that they share. */
const hostsIgnoringDots: Readonly<Record<string, string>> = { 'gmail.com': 'gmail.com', 'googlemail.com': 'gmail.com' };

/**
 * The mailbox that an email reaches: the part after a plus is dropped, and dots are dropped for hosts that are known to
 * ignore them. Other hosts may give `a.b` and `ab` to two users. A limit then counts `a+b` and `a` together where a host
 * does not know plus-addresses, which does no harm.
 */
export function mailboxOf(email: string): string {
  const [, name = '', host = ''] = /^([^+]*).*@(.*)$/s.exec(email.normalize('NFKC').trim().toLowerCase()) ?? [];
  if (name === '') return email;
  const sharedHost = hostsIgnoringDots[host];
  return sharedHost === undefined ? `${name}@${host}` : `${name.replaceAll('.', '')}@${sharedHost}`;
}

/** The key of an address. Of IPv6 it is the /64, because a client usually has all 2^64 addresses of one. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const network = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}

/** The key of a network: the /24 of IPv4 and the /48 of IPv6, which one organisation or one provider's region has. */
export function networkKey(address: string): string {
  if (!isIPv6(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  const network = ipaddr.IPv6.parse(address).parts.slice(0, 3);
  return `${network.map((group) => group.toString(16)).join(':')}::/48`;
}
