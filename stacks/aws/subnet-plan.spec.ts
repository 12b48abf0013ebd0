import fc from 'fast-check';
import { Netmask } from 'netmask';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../config/cidr.ts';
import { sharedSlot } from '../config/zones.ts';
import { planSubnets, type SubnetPlan } from './subnet-plan.ts';

const vpc = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 22 }), fc.nat(63))
  .map(([second, prefix, at]) => new Netmask(`10.${second}.0.0/${prefix}`).next(at % 2 ** (prefix - 16)).toString());

/** Every list of zones that the configuration accepts, in every order. Only N. Virginia has six letters. */
const zones = fc
  .uniqueArray(fc.constantFrom(...'abcdef'), { minLength: 2, maxLength: 4 })
  .map((letters) => letters.map((letter) => `us-east-1${letter}`))
  .filter((names) => sharedSlot(names) === undefined);

const kinds = ['public', 'private', 'database'] as const;
const lastAddress = ({ netLong, size }: Netmask) => netLong + size - 1;
const every = (plan: SubnetPlan) => kinds.flatMap((kind) => plan[kind]).map((cidr) => new Netmask(cidr));

describe('the subnets of a VPC', () => {
  it('are inside it, one of each kind per zone', () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, names) => {
        const plan = planSubnets(cidr, names);
        const whole = new Netmask(cidr);
        expect(kinds.map((kind) => plan[kind].length)).toEqual([names.length, names.length, names.length]);
        for (const subnet of every(plan))
          expect([subnet.netLong >= whole.netLong, lastAddress(subnet) <= lastAddress(whole)]).toEqual([true, true]);
      }),
    );
  });

  it('never overlap', () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, names) => {
        const subnets = every(planSubnets(cidr, names));
        const overlapping = subnets.filter((one, index) =>
          subnets.slice(index + 1).some((other) => overlaps(one, other)),
        );
        expect(overlapping).toEqual([]);
      }),
    );
  });

  it('stay where they are when zones are added, removed or listed in another order', () => {
    fc.assert(
      fc.property(vpc, zones, zones, (cidr, before, after) => {
        const [old, current] = [planSubnets(cidr, before), planSubnets(cidr, after)];
        for (const zone of before.filter((name) => after.includes(name))) {
          const rangesIn = (plan: SubnetPlan, names: readonly string[]) =>
            kinds.map((kind) => plan[kind][names.indexOf(zone)]);
          expect(rangesIn(current, after)).toEqual(rangesIn(old, before));
        }
      }),
    );
  });

  it('leave a load balancer its 8 free addresses even in the smallest VPC', () => {
    const smallest = planSubnets('10.0.0.0/22', ['us-east-1a', 'us-east-1d']).public.map((cidr) => new Netmask(cidr));
    expect(smallest.every(({ bitmask }) => bitmask <= 27)).toBe(true);
  });

  it('of 10.0.0.0/16 over two zones leave room for two more', () => {
    expect(planSubnets('10.0.0.0/16', ['us-east-1a', 'us-east-1c'])).toEqual({
      private: ['10.0.0.0/19', '10.0.64.0/19'],
      public: ['10.0.128.0/21', '10.0.144.0/21'],
      database: ['10.0.160.0/21', '10.0.176.0/21'],
    });
  });
});
