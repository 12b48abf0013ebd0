import fc from 'fast-check';
import { Netmask } from 'netmask';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../config/cidr.ts';
import { planSubnets } from './subnet-plan.ts';

const vpc = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 22 }), fc.nat(63))
  .map(([second, prefix, at]) => new Netmask(`10.${second}.0.0/${prefix}`).next(at % 2 ** (prefix - 16)).toString());
const zones = fc.integer({ min: 2, max: 4 });

const lastAddress = ({ netLong, size }: Netmask) => netLong + size - 1;

describe('the subnets of a VPC', () => {
  const every = (plan: ReturnType<typeof planSubnets>) =>
    [...plan.public, ...plan.private, ...plan.database].map((cidr) => new Netmask(cidr));

  it('are inside it, one of each kind per zone', () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, count) => {
        const plan = planSubnets(cidr, count);
        const whole = new Netmask(cidr);
        expect([plan.public.length, plan.private.length, plan.database.length]).toEqual([count, count, count]);
        for (const subnet of every(plan))
          expect([subnet.netLong >= whole.netLong, lastAddress(subnet) <= lastAddress(whole)]).toEqual([true, true]);
      }),
    );
  });

  it('never overlap', () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, count) => {
        const subnets = every(planSubnets(cidr, count));
        const overlapping = subnets.filter((one, index) =>
          subnets.slice(index + 1).some((other) => overlaps(one, other)),
        );
        expect(overlapping).toEqual([]);
      }),
    );
  });

  it('leave a load balancer its 8 free addresses even in the smallest VPC', () => {
    const smallest = planSubnets('10.0.0.0/22', 4).public.map((cidr) => new Netmask(cidr));
    expect(smallest.every(({ bitmask }) => bitmask <= 27)).toBe(true);
  });

  it('of 10.0.0.0/16 over three zones are these', () => {
    expect(planSubnets('10.0.0.0/16', 3)).toEqual({
      private: ['10.0.0.0/19', '10.0.32.0/19', '10.0.64.0/19'],
      public: ['10.0.128.0/21', '10.0.136.0/21', '10.0.144.0/21'],
      database: ['10.0.160.0/21', '10.0.168.0/21', '10.0.176.0/21'],
    });
  });
});
