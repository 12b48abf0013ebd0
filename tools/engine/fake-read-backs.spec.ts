import { describe, expect, it } from 'vitest';
import { FakeReadBacks } from './fake-read-backs.ts';

const instance = 'aws:ec2/instance:Instance';

/** What a second update would change: completed inputs that are not what was read after the creation. */
function secondUpdate(readBacks: FakeReadBacks, inputs: Record<string, unknown>) {
  const completed = readBacks.withDefaults(instance, inputs);
  const { outputs } = readBacks.create(instance, 'nat', completed);
  return Object.keys(completed).filter((key) => key in outputs && outputs[key] !== completed[key]);
}

describe('the fake of what the AWS provider reads back', () => {
  it('turns the check of addresses on in a second update when an interface without it is attached', () => {
    const readBacks = new FakeReadBacks();
    readBacks.create('aws:ec2/networkInterface:NetworkInterface', 'eni', { sourceDestCheck: false });
    const networkInterfaces = [{ networkInterfaceId: 'eni' }];
    readBacks.create('aws:ec2/launchTemplate:LaunchTemplate', 'template', { networkInterfaces });
    expect(secondUpdate(readBacks, { launchTemplate: { id: 'template' } })).toEqual(['sourceDestCheck']);
    expect(secondUpdate(readBacks, { networkInterfaces })).toEqual(['sourceDestCheck']);
  });

  it('changes nothing in a second update of an instance with an interface of its own', () => {
    const readBacks = new FakeReadBacks();
    readBacks.create('aws:ec2/launchTemplate:LaunchTemplate', 'template', {});
    expect(secondUpdate(readBacks, { launchTemplate: { id: 'template' }, sourceDestCheck: false })).toEqual([]);
    expect(secondUpdate(readBacks, {})).toEqual([]);
  });
});
