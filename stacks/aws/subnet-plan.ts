import { Netmask } from 'netmask';

export interface SubnetPlan {
  /** One range per zone, in the order of the zones. */
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly database: readonly string[];
}

/**
 * Divides a VPC's range for `zones` availability zones. Half of it is private, because Auto Mode gives every pod an address
 * of its node's subnet. An eighth is public, an eighth is for databases, and a quarter stays free for later use.
 * 10.0.0.0/16 over three zones: private /19, public /21, database /21.
 */
export function planSubnets(cidr: string, zones: number): SubnetPlan {
  const { base, bitmask } = new Netmask(cidr);
  const slotBits = Math.ceil(Math.log2(zones));
  const slots = 2 ** slotBits;
  const subnets = (prefix: number, offset: number) => {
    const first = new Netmask(`${base}/${prefix}`);
    return Array.from({ length: zones }, (_, zone) => first.next(offset + zone).toString());
  };
  return {
    private: subnets(bitmask + 1 + slotBits, 0),
    public: subnets(bitmask + 3 + slotBits, 4 * slots),
    database: subnets(bitmask + 3 + slotBits, 5 * slots),
  };
}
