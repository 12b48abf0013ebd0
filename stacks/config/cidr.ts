import { Netmask } from 'netmask';

/** Reads `a.b.c.d/p`; undefined when the text is not an IPv4 range in that notation or has host bits set. */
export function parseCidr(text: string): Netmask | undefined {
  try {
    const range = new Netmask(text);
    // netmask also reads short and hexadecimal notations, and drops host bits.
    return range.toString() === text ? range : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two ranges share an address. Of two ranges that do, one contains the other. */
export function overlaps(one: Netmask, other: Netmask): boolean {
  return one.contains(other) || other.contains(one);
}
