/** An IPv4 range: its first address as an unsigned 32-bit number, and how many leading bits are fixed. */
export interface Cidr {
  readonly first: number;
  readonly prefix: number;
}

/** Reads `a.b.c.d/p`; undefined when it is not a range or has host bits set. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  // Arithmetic instead of shifts: JavaScript's bit operators are signed.
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % size(prefix) === 0 ? { first, prefix } : undefined;
}

export function formatCidr({ first, prefix }: Cidr): string {
  const octets = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(first / unit) % 256);
  return `${octets.join('.')}/${prefix}`;
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first < other.first + size(other.prefix) && other.first < one.first + size(one.prefix);
}

/** The `index`-th of the equal parts a range falls into when its prefix grows to `prefix`. */
export function subrange(range: Cidr, prefix: number, index: number): Cidr {
  const first = range.first + index * size(prefix);
  if (prefix < range.prefix || index < 0 || first >= range.first + size(range.prefix)) {
    throw new RangeError(`no part ${index} of size /${prefix} in ${formatCidr(range)}`);
  }
  return { first, prefix };
}

export interface SubnetPlan {
  /** One range per zone, in the order of the zones. */
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly database: readonly string[];
}

/**
 * Cuts a VPC's range for `zones` availability zones. Half of it is private, because Auto Mode gives every pod an address
 * of its node's subnet; an eighth is public, an eighth is for databases, a quarter stays free for what comes later.
 * 10.0.0.0/16 over three zones: private /19, public /21, database /21.
 */
export function planSubnets(cidr: string, zones: number): SubnetPlan {
  const range = parseCidr(cidr);
  if (!range) throw new RangeError(`${cidr} is not an IPv4 range`);
  const slots = Math.ceil(Math.log2(zones));
  const cut = (prefix: number, offset: number) =>
    Array.from({ length: zones }, (_, zone) => formatCidr(subrange(range, prefix, offset + zone)));
  const small = range.prefix + 3 + slots;
  return {
    private: cut(range.prefix + 1 + slots, 0),
    public: cut(small, 4 * 2 ** slots),
    database: cut(small, 5 * 2 ** slots),
  };
}

function size(prefix: number): number {
  return 2 ** (32 - prefix);
}
