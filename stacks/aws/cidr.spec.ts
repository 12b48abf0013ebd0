import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, formatCidr, overlaps, parseCidr, planSubnets, subrange } from './cidr.ts';

const octet = fc.integer({ min: 0, max: 255 });
const range = fc
  .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, prefix]): Cidr => {
    const address = ((a * 256 + b) * 256 + c) * 256 + d;
    return { first: address - (address % 2 ** (32 - prefix)), prefix };
  });
const vpc = fc
  .tuple(octet, fc.integer({ min: 16, max: 22 }), fc.nat(63))
  .map(([b, prefix, at]) =>
    formatCidr(subrange({ first: 10 * 2 ** 24 + b * 2 ** 16, prefix: 16 }, prefix, at % 2 ** (prefix - 16))),
  );
const zones = fc.integer({ min: 2, max: 4 });

const read = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const last = ({ first, prefix }: Cidr) => first + 2 ** (32 - prefix) - 1;

describe('an IPv4 range', () => {
  it('survives being written and read', () => {
    fc.assert(
      fc.property(range, (one) => {
        expect(parseCidr(formatCidr(one))).toEqual(one);
      }),
    );
  });

  it.each(['10.0.0.1/16', '10.0.0.0', '10.0.0.0/33', '256.0.0.0/8', '10.0.0.0/16 ', 'ten'])('is not %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('overlaps another exactly when they share an address, whichever is asked', () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        const shared = Math.max(one.first, other.first) <= Math.min(last(one), last(other));
        expect(overlaps(one, other)).toBe(shared);
        expect(overlaps(other, one)).toBe(shared);
      }),
    );
  });
});

describe('the subnets of a VPC', () => {
  const every = (plan: ReturnType<typeof planSubnets>) => [...plan.public, ...plan.private, ...plan.database].map(read);

  it('lie inside it, one of each kind per zone', () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, count) => {
        const plan = planSubnets(cidr, count);
        const whole = read(cidr);
        expect([plan.public.length, plan.private.length, plan.database.length]).toEqual([count, count, count]);
        for (const subnet of every(plan))
          expect([subnet.first >= whole.first, last(subnet) <= last(whole)]).toEqual([true, true]);
      }),
    );
  });

  it('never overlap', () => {
    fc.assert(
      fc.property(vpc, zones, (cidr, count) => {
        const subnets = every(planSubnets(cidr, count));
        const clashes = subnets.filter((one, index) => subnets.slice(index + 1).some((other) => overlaps(one, other)));
        expect(clashes).toEqual([]);
      }),
    );
  });

  it('leave a load balancer its 8 free addresses even in the smallest VPC', () => {
    const smallest = planSubnets('10.0.0.0/22', 4).public.map(read);
    expect(smallest.every(({ prefix }) => prefix <= 27)).toBe(true);
  });

  it('of the default range over three zones are these', () => {
    expect(planSubnets('10.0.0.0/16', 3)).toEqual({
      private: ['10.0.0.0/19', '10.0.32.0/19', '10.0.64.0/19'],
      public: ['10.0.128.0/21', '10.0.136.0/21', '10.0.144.0/21'],
      database: ['10.0.160.0/21', '10.0.168.0/21', '10.0.176.0/21'],
    });
  });
});
