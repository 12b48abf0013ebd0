import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { runSmoke } from '../smoke/run-smoke.ts';
import { type ImageReference, parseImage, tagOfDigest } from './image-reference.ts';
import { type Images, Pulumi } from './pulumi.ts';

/**
 * `npm run deploy -- <stack> --backend <image by digest> --web <image by digest> [--wait <seconds>]`: brings the stack to these images and
 * takes the smoke journey through it. When either fails, the images of the last successful update come back: migrations
 * only ever add, so an older program runs on a newer schema.
 */
const usage =
  'usage: npm run deploy -- <stack> --backend <host>/<path>@sha256:… --web <host>/<path>@sha256:… [--wait 600]';
/** A new load balancer with a new name needs minutes until resolvers know it. */
const PATIENCE_SECONDS = '600';

await runCommand('deploy', async () => {
  const { stack, backend, web, waitSeconds } = readOptions();
  const pulumi = new Pulumi(stack);
  const before = await pulumi.deployedImages();
  const images = await place(pulumi, { backend, web });
  try {
    await bring(pulumi, images, waitSeconds);
    return 0;
  } catch (failure) {
    if (before === undefined) throw failure;
    console.error(failure instanceof Error ? failure.message : failure);
    console.log(`Rolling ${stack} back to ${before.backend} and ${before.web} …`);
    await bring(pulumi, before, waitSeconds);
    throw new CliError(`${stack} is back on what it ran before; the new images failed.`);
  }
});

async function bring(pulumi: Pulumi, images: Images, waitSeconds: number): Promise<void> {
  await pulumi.setImages(images);
  await pulumi.up();
  const origin = await pulumi.origin();
  const exitCode = await runSmoke({ origin, waitSeconds, say: (line) => console.log(line) });
  if (exitCode !== 0) throw new CliError('the deployment does not work.');
}

/** Copies the images, signatures and all, into the stack's own registry where it has one. */
async function place(pulumi: Pulumi, images: Record<keyof Images, ImageReference>): Promise<Images> {
  const registry = await pulumi.registry();
  if (registry === undefined) return { backend: text(images.backend), web: text(images.web) };
  await pulumi.makeRepositories();
  for (const [name, image] of Object.entries(images)) {
    const own = `${registry}/taskyard/${name}`;
    // The registry's tags never move, so a second copy of the same image would be refused.
    const there = await execa('docker', ['manifest', 'inspect', `${own}@${image.digest}`], { reject: false });
    if (there.failed) await cosign('copy', text(image), `${own}:${tagOfDigest(image.digest)}`);
  }
  return { backend: `taskyard/backend@${images.backend.digest}`, web: `taskyard/web@${images.web.digest}` };
}

async function cosign(...args: readonly string[]): Promise<void> {
  const { failed } = await execa('cosign', args, { reject: false, stdio: ['ignore', 'inherit', 'inherit'] });
  if (failed) throw new CliError(`cosign ${args.join(' ')} failed.`);
}

function text({ name, digest }: ImageReference): string {
  return `${name}@${digest}`;
}

/** @throws CliError with the usage */
function readOptions() {
  const options = {
    backend: { type: 'string', default: '' },
    web: { type: 'string', default: '' },
    wait: { type: 'string', default: PATIENCE_SECONDS },
  } as const;
  const { positionals, values } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options });
  const [stack = '', ...rest] = positionals;
  const waitSeconds = Number(values.wait);
  if (!/^[a-z][a-z0-9-]*$/.test(stack) || rest.length > 0 || !(waitSeconds >= 0)) throw new CliError(usage);
  return { stack, backend: parseImage(values.backend), web: parseImage(values.web), waitSeconds };
}
