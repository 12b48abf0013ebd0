import { beforeAll, describe, expect, it } from 'vitest';
import { changeBetween, type RepeatableRecording, type ResourceChange } from '../../tools/plan/stack-change.ts';
import { planOf } from '../../tools/plan/stack-plan.ts';
import { readStackFile, recordStack, type StackName, settingsOf } from '../../tools/recorder/recorder.ts';

/** Lists of zones by their letters. In each, a and b are the first two, which the control plane uses. */
const lists = ['ab', 'abc', 'abd', 'abcd', 'abdc'] as const;
type Letters = (typeof lists)[number];

const recordings = new Map<string, RepeatableRecording>();

async function record(stack: StackName, letters: string): Promise<void> {
  const values = await readStackFile(stack);
  const { region } = values.account as { region: string };
  const zones = [...letters].map((letter) => `${region}${letter}`);
  const network = { ...(values.network as object), zones };
  const recorded = await recordStack(stack, { network });
  const plan = planOf(stack, recorded, settingsOf({ ...values, network }));
  const recordAgain: RepeatableRecording['recordAgain'] = (replaced) => recordStack(stack, { network }, { replaced });
  recordings.set(`${stack} ${letters}`, { recorded, plan, recordAgain });
}

async function changes(stack: StackName, before: string, after: string): Promise<readonly ResourceChange[]> {
  const [from, to] = [recordings.get(`${stack} ${before}`), recordings.get(`${stack} ${after}`)];
  if (from === undefined || to === undefined) throw new Error(`${stack} was not recorded with ${before} and ${after}`);
  const change = await changeBetween('before', from, to);
  return change.changes.filter(({ action }) => action !== 'cost');
}

/** Resources with this action that do not belong to one of the zones. */
function elsewhere(found: readonly ResourceChange[], action: ResourceChange['action'], letters: readonly string[]) {
  return found
    .filter((change) => change.action === action && !letters.some((letter) => change.name.endsWith(`-1${letter}`)))
    .map(({ type, name }) => `${type} ${name}`);
}

const pairs = lists.flatMap((before) => lists.filter((after) => after !== before).map((after) => [before, after]));

describe.each(['dev', 'staging', 'prod'] as const)('another zone in %s', (stack) => {
  beforeAll(async () => {
    for (const letters of lists) await record(stack, letters);
  });

  it.each(pairs as [Letters, Letters][])('from %s to %s replaces nothing', async (before, after) => {
    const [added, removed] = [
      [...after].filter((letter) => !before.includes(letter)),
      [...before].filter((letter) => !after.includes(letter)),
    ];
    const found = await changes(stack, before, after);
    expect(elsewhere(found, 'replace', [])).toEqual([]);
    expect(elsewhere(found, 'create', added)).toEqual([]);
    expect(elsewhere(found, 'delete', removed)).toEqual([]);
    // At least three subnets, a route table and a route.
    for (const [action, letters] of [
      ['create', added],
      ['delete', removed],
    ] as const)
      expect(found.filter((change) => change.action === action).length).toBeGreaterThanOrEqual(5 * letters.length);
  });

  it('leaves the subnets of the control plane, because EKS accepts no other zones for it', () => {
    for (const letters of lists) {
      const cluster = recordings.get(`${stack} ${letters}`)?.recorded.find(({ type }) => type === 'eks:index:Cluster');
      expect(cluster?.inputs.privateSubnetIds, letters).toEqual([
        expect.stringMatching(/^private-.*1a-id$/),
        expect.stringMatching(/^private-.*1b-id$/),
      ]);
    }
  });
});

/** EKS refuses this for a cluster that exists. It needs another cluster, but not another network. */
describe('the network without its first zone', () => {
  it('has its access host in the next zone in prod, where every zone has a gateway of its own', async () => {
    for (const letters of ['abc', 'bc']) await record('prod', letters);
    const found = await changes('prod', 'abc', 'bc');
    expect(elsewhere(found, 'replace', [])).toEqual(['aws:ec2/instance:Instance access-host']);
    expect(elsewhere(found, 'delete', ['a'])).toEqual([]);
  });

  it('has its NAT instance in the next zone in dev', async () => {
    for (const letters of ['abc', 'bc']) await record('dev', letters);
    const found = await changes('dev', 'abc', 'bc');
    expect(elsewhere(found, 'replace', [])).toEqual([
      'aws:ec2/instance:Instance nat',
      'aws:ec2/eipAssociation:EipAssociation nat',
      'aws:lambda/invocation:Invocation nat-check',
    ]);
    expect(elsewhere(found, 'delete', ['a'])).toEqual([]);
  });
});
