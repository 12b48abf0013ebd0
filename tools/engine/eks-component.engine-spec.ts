import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eksComponentChildren } from '../plan/pricing/eks-component.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import { recordStack } from '../recorder/recorder.ts';
import { pathStartingWith, readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { Engine } from './engine.ts';

const plugin = findProgram(readEnvironment().machine, 'pulumi-resource-eks');
if (plugin === undefined) {
  console.log('The test of the EKS component was SKIPPED: there is no pulumi-resource-eks on PATH.');
}

/** prod has a private API server: the component waits for the answer of a public one, which does not exist here. */
const stack = 'prod';

describe.skipIf(plugin === undefined)('the real component of @pulumi/eks, on a fake of AWS', () => {
  let engine: Engine;
  let folder: string;
  let children: State[];
  let cluster: State['inputs'] = {};

  const up = async (...args: string[]): Promise<string> => {
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview', ...args);
    expect(exitCode, output).toBe(0);
    return output;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskyard-eks-'));
    engine = await Engine.start({
      stack,
      fakeProviders: ['aws', 'kubernetes', 'random', 'tls'],
      environment: { PATH: await pathWithAwsCli(folder) },
    });
    await up();
    const exported = (await engine.pulumi('stack', 'export')).output;
    children = (JSON.parse(exported) as Exported).deployment.resources.filter(({ urn }) =>
      urn.includes('eks:index:Cluster$'),
    );
    cluster = children.find(({ type }) => type === 'aws:eks/cluster:Cluster')?.inputs ?? {};
  });

  afterAll(async () => {
    await engine?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('declares what plan lists, and nothing else', async () => {
    const { name, inputs } = new RecordedGraph(await recordStack(stack)).one('eks:index:Cluster', 'cluster');
    const listed = eksComponentChildren(name, inputs).map((child) => `${child.type}::${child.name}`);
    expect(children.map(({ type, urn }) => `${type}::${urn.split('::').at(-1)}`).sort()).toEqual(listed.sort());
  });

  it('makes nobody an administrator but the roles that are listed', () => {
    expect(cluster.accessConfig).toMatchObject({ bootstrapClusterCreatorAdminPermissions: false });
  });

  it('asks EKS for no built-in pool, and for no node role', () => {
    expect(cluster.computeConfig).toMatchObject({ enabled: true, nodePools: [] });
    expect(cluster.computeConfig).not.toHaveProperty('nodeRoleArn');
  });

  it('gives EKS the private subnets of the first two zones', () => {
    const { subnetIds } = cluster.vpcConfig as { subnetIds: string[] };
    const inZone = (letter: string) => expect.stringMatching(new RegExp(`^private-eu-central-1${letter}`));
    expect(subnetIds).toEqual([inZone('a'), inZone('b')]);
  });

  it('changes nothing in a second update, also by somebody with an AWS profile', async () => {
    await up('--expect-no-changes');
    engine.setEnvironment('AWS_PROFILE', 'laptop');
    await up('--expect-no-changes');
  });
});

interface Exported {
  readonly deployment: { readonly resources: readonly State[] };
}

interface State {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The component asks the AWS CLI for its version, and nothing else. */
async function pathWithAwsCli(folder: string): Promise<string> {
  const program = join(folder, 'aws');
  await writeFile(program, '#!/bin/sh\necho aws-cli/2.30.0\n');
  await chmod(program, 0o755);
  return [folder, pathStartingWith(dirname(process.execPath))].join(':');
}
