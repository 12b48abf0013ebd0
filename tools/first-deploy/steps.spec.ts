import { describe, expect, it } from 'vitest';
import { proxyPort } from '../../stacks/aws/access-host.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { readStackFile, recordStack, type StackName, settingsOf } from '../recorder/recorder.ts';
import { readPage } from './page.ts';
import { asMarkdown, asText } from './step-format.ts';
import { firstDeploySteps, wayInOf } from './steps.ts';

async function awsSettings(stack: StackName, cluster: object = {}) {
  const values = await readStackFile(stack);
  const settings = settingsOf({ ...values, cluster: { ...(values.cluster as object), ...cluster } });
  if (settings.platform !== 'aws') throw new Error(`${stack} is not on AWS`);
  return settings;
}

const commandsOf = async (stack: StackName, cluster?: object) =>
  firstDeploySteps(stack, await awsSettings(stack, cluster)).flatMap(({ commands }) => commands);

/** The types of a resource and of all its parents, which the engine writes into its URN. Mocks write only the direct parent's. */
function qualifiedType(recorded: readonly RecordedResource[], { type, parent }: RecordedResource): string {
  const owner = recorded.find(({ urn }) => urn === parent);
  return owner === undefined ? type : `${qualifiedType(recorded, owner)}$${type}`;
}

describe('the steps of a first deployment', () => {
  it.each([
    ['public', 'dev', {}],
    ['access host', 'prod', {}],
    ['connected network', 'prod', { accessHost: false }],
    ['public', 'prod', { publicAccessFrom: ['203.0.113.0/24'] }],
  ] as const)('find the way %s in %s with %j', async (way, stack, cluster) => {
    expect(wayInOf((await awsSettings(stack, cluster)).cluster)).toBe(way);
  });

  it('create nothing by target where the API server admits the internet address', async () => {
    expect((await commandsOf('dev')).filter((command) => command.includes('--target'))).toEqual([]);
  });

  it.each([
    ['prod', {}, ['Account', 'Network', 'AccessHost']],
    ['prod', { accessHost: false }, ['Account', 'Network']],
    [
      'staging',
      { publicAccessFrom: [], accessHost: true, privateAccessFrom: { cidrs: ['10.90.0.0/16'] } },
      ['Account', 'Network', 'AccessHost'],
    ],
  ] as const)('name with --target all that the first part of %s with %j needs', async (stack, cluster, parts) => {
    const [up = ''] = (await commandsOf(stack, cluster)).filter((command) => command.includes('--target'));
    expect([...up.matchAll(/--target '\*\*aws:(\w+)\*\*'/g)].map(([, part]) => part)).toEqual(parts);
    const values = await readStackFile(stack);
    const recorded = await recordStack(stack, { cluster: { ...(values.cluster as object), ...cluster } });
    const graph = new RecordedGraph(recorded);
    const targeted = recorded.filter((resource) =>
      parts.some((part) => qualifiedType(recorded, resource).includes(`aws:${part}`)),
    );
    for (const part of parts) expect(targeted.map(({ type }) => type)).toContain(`taskyard:aws:${part}`);
    const others = recorded.filter((resource) => resource.custom && !targeted.includes(resource));
    const missing = others.filter((other) => targeted.some((resource) => graph.dependsOn(resource, other)));
    expect(missing.map(({ urn }) => urn)).toEqual([]);
  });

  it('forward the port on which the access host’s proxy listens', async () => {
    const text = (await commandsOf('prod')).join('\n');
    expect(text).toContain(`{"portNumber":["${proxyPort}"],"localPortNumber":["${proxyPort}"]}`);
    expect(text).toContain(`HTTPS_PROXY=http://127.0.0.1:${proxyPort} `);
  });

  it('say for each step how long it takes and who says so', async () => {
    const text = asText(firstDeploySteps('dev', await awsSettings('dev')));
    expect(text).toContain('1. Install and sign in (3 minutes; estimate)');
    expect(text).toContain(
      'Deploy (half an hour, of which the cluster takes 15 minutes; https://docs.aws.amazon.com/eks/',
    );
  });
});

describe('docs/first-deploy.md', () => {
  it.each(['dev', 'prod'] as const)('has the steps of %s', async (stack) => {
    expect(readPage()).toContain(asMarkdown(firstDeploySteps(stack, await awsSettings(stack))));
  });

  it('has the steps of a connected network', async () => {
    const settings = await awsSettings('prod', { accessHost: false });
    const common = firstDeploySteps('dev', await awsSettings('dev')).map(({ title }) => title);
    const own = firstDeploySteps('prod', settings).filter(({ title }) => !common.includes(title));
    expect(own).toHaveLength(2);
    expect(readPage()).toContain(asMarkdown(own));
  });
});
