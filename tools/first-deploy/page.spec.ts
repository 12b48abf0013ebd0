import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeMachine } from './fake-machine.ts';
import { type Block, blocksBelow, readPage } from './page.ts';

const image = (name: string, digit: string) =>
  `111111111111.dkr.ecr.us-east-1.amazonaws.com/taskyard/${name}@sha256:${digit.repeat(64)}`;
const images = { backend: image('backend', 'a'), web: image('web', 'b') };

let folder: string;
let machine: FakeMachine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-page-'));
  machine = new FakeMachine(folder, images);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fill = (command: string) =>
  command.replace('<backend>', images.backend).replace('<web>', images.web).replace('<yours>', 'a-passphrase');

/** Runs the blocks in order. What the page says to type in a second terminal runs in a shell of its own. */
async function follow(blocks: readonly Block[]) {
  const first: string[] = [];
  for (const { step, commands } of blocks) {
    if (!step.includes('second terminal')) first.push(...commands.map(fill));
    else first.push(`(unset AWS_PROFILE; ${commands.map(fill).join('\n')})`);
  }
  return machine.run(first);
}

const dev = 'When the API server admits your address';
const prod = 'the stack has an access host';
const succeeded = { exitCode: 0, all: '' };

describe('docs/first-deploy.md, line by line', () => {
  it.each([
    ['On any cluster', 1],
    [dev, 7],
    [prod, 10],
  ])('every line of "%s" works after those above it', async (heading, count) => {
    const blocks = blocksBelow(readPage(), heading);
    expect(blocks).toHaveLength(count);
    expect(await follow(blocks)).toEqual(succeeded);
  });

  it('the lines for a connected network work in the place that the page says', async () => {
    const common = blocksBelow(readPage(), dev);
    const deploy = common.findIndex(({ step }) => step.includes('**Deploy**'));
    const own = blocksBelow(readPage(), 'you are in a connected network');
    expect(own).toHaveLength(2);
    expect(await follow([...common.slice(0, deploy), ...own, ...common.slice(deploy)])).toEqual(succeeded);
  });

  it('the lines about mail work after the deployment', async () => {
    const mail = blocksBelow(readPage(), 'Mail, now or later');
    expect(mail).toHaveLength(1);
    const given = { step: '', commands: ['SMTP_USER=user SMTP_PASS=p@ss'] };
    expect(await follow([...blocksBelow(readPage(), dev), given, ...mail])).toEqual(succeeded);
  });

  it.each([
    'Install and sign in',
    'Prepare the account',
    'Build and push the images',
    'Create the network and the access host',
    'Open the tunnel',
    'Use the tunnel',
    'Deploy',
  ])('without the step "%s" a later line fails', async (left) => {
    const blocks = blocksBelow(readPage(), prod);
    const others = blocks.filter(({ step }) => !step.includes(`**${left}`));
    expect(others).toHaveLength(blocks.length - 1);
    expect((await follow(others)).exitCode).toBe(1);
  });
});
