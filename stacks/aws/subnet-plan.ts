import { Netmask } from 'netmask';
import { zoneSlot, zoneSlots } from '../config/zones.ts';

export interface SubnetPlan {
  /** One range per zone, in the order of the zones. */
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly database: readonly string[];
}

/**
 * Divides a VPC's range for availability zones such as `eu-central-1a`. It is always cut for four of them, and the letter of a
 * zone gives its place, so another zone never moves a subnet. Half of the range is private, because Auto Mode gives every pod an
 * address of its node's subnet. An eighth is public, an eighth is for databases, and a quarter stays free for later use.
 * 10.0.0.0/16: private /19, public /21, database /21.
 */
export function planSubnets(cidr: string, zones: readonly string[]): SubnetPlan {
  const { base, bitmask } = new Netmask(cidr);
  const slotBits = Math.log2(zoneSlots);
  const subnets = (prefix: number, offset: number) => {
    const first = new Netmask(`${base}/${prefix}`);
    return zones.map((zone) => first.next(offset + zoneSlot(zone)).toString());
  };
  return {
    private: subnets(bitmask + 1 + slotBits, 0),
    public: subnets(bitmask + 3 + slotBits, 4 * zoneSlots),
    database: subnets(bitmask + 3 + slotBits, 5 * zoneSlots),
  };
}
