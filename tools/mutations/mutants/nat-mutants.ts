import type { Mutant } from '../mutant.ts';

const instance = 'stacks/aws/nat-instance.spec.ts';
const script = 'stacks/aws/nat-script.spec.ts';
const zones = 'stacks/aws/zone-changes.spec.ts';

/** The way out of the VPC, and its zones. */
export const natMutants: readonly Mutant[] = [
  {
    name: 'the NAT instance drops the packets of others',
    file: 'stacks/aws/nat-instance.ts',
    find: '        sourceDestCheck: false,\n',
    replace: '',
    caughtBy: {
      file: instance,
      test: 'the NAT instance > has an interface of its own, so that no update turns the check of addresses on',
    },
  },
  {
    name: 'a new NAT instance cannot take over the address',
    file: 'stacks/aws/nat-instance.ts',
    find: ', allowReassociation: true',
    replace: '',
    caughtBy: { file: instance, test: 'the NAT instance > takes its address from the instance that it replaces' },
  },
  {
    name: 'a new NAT instance is not checked',
    file: 'stacks/aws/nat-check.ts',
    find: 'triggers: { instance: args.instanceId },',
    replace: 'triggers: {},',
    caughtBy: {
      file: instance,
      test: 'the check of the NAT instance > runs again for each new instance, after its address and its routes',
    },
  },
  {
    name: 'the cluster does not wait for a way out',
    file: 'stacks/aws/network.ts',
    find: '[...associations, nat, endpoints]',
    replace: '[...associations, endpoints]',
    caughtBy: {
      file: instance,
      test: 'the check of the NAT instance > stops the update before the cluster is created',
    },
  },
  {
    name: 'a NAT instance that rejects packets counts as ready',
    file: 'stacks/aws/scripts/nat-instance.sh',
    find: `[[ $(iptables --list-rules FORWARD) == '-P FORWARD ACCEPT' ]] || fail 'a rule rejects what is forwarded'\n`,
    replace: '',
    caughtBy: { file: script, test: 'the set-up of a NAT instance > fails when a rule rejects' },
  },
  {
    name: 'the set-up of a NAT instance runs out of memory',
    file: 'stacks/aws/scripts/nat-instance.sh',
    find: 'swapon /swapfile\n',
    replace: '',
    caughtBy: { file: script, test: 'the set-up of a NAT instance > has swap before it installs anything' },
  },
  {
    name: 'a subnet has its place by the order of the zones',
    file: 'stacks/aws/subnet-plan.ts',
    find: 'zones.map((zone) => first.next(offset + zoneSlot(zone)).toString())',
    replace: 'zones.map((_, index) => first.next(offset + index).toString())',
    caughtBy: { file: zones, test: 'another zone in dev > from abd to abcd replaces nothing' },
  },
  {
    name: 'the control plane moves to every new zone',
    file: 'stacks/aws/network.ts',
    find: 'this.private.ids.slice(0, 2)',
    replace: 'this.private.ids',
    caughtBy: {
      file: zones,
      test: 'another zone in prod > leaves the subnets of the control plane, because EKS accepts no other zones for it',
    },
  },
];
