import { execa } from 'execa';
import { CliError, UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { runSmoke } from '../smoke/run-smoke.ts';
import { type ImageReference, parseImage, tagOfDigest } from './image-reference.ts';
import { type Images, PulumiStack } from './pulumi-stack.ts';

/**
 * `npm run deploy -- <stack> --backend <image by digest> --web <image by digest> [--wait <seconds>]`: deploys these images
 * and runs the smoke test. When either fails, it deploys the images of the last successful update again: migrations only
 * add to the schema, so an older program runs on a newer schema.
 */
const usage =
  'Usage: npm run deploy -- <stack> --backend <host>/<path>@sha256:… --web <host>/<path>@sha256:… [--wait 600]';
/** It takes minutes until resolvers know the name of a new load balancer. */
const defaultWaitSeconds = '600';

await runCommand({ name: 'deploy', usage }, async (args) => {
  const { stack, backend, web, waitSeconds } = readOptions(args);
  const pulumi = new PulumiStack(stack);
  const before = await pulumi.deployedImages();
  const images = await copyImages(pulumi, { backend, web });
  try {
    await deployImages(pulumi, images, waitSeconds);
    return 0;
  } catch (failure) {
    if (before === undefined) throw failure;
    console.error(failure instanceof Error ? failure.message : failure);
    console.log(`Rolling ${stack} back to ${before.backend} and ${before.web} …`);
    await deployImages(pulumi, before, waitSeconds);
    throw new CliError(`the new images failed; ${stack} runs the images from before.`);
  }
});

async function deployImages(pulumi: PulumiStack, images: Images, waitSeconds: number): Promise<void> {
  await pulumi.setImages(images);
  await pulumi.up();
  const origin = await pulumi.origin();
  const exitCode = await runSmoke({ origin, waitSeconds, report: (line) => console.log(line) });
  if (exitCode !== 0) throw new CliError('the deployment failed the smoke test.');
}

/** Copies the images with their signatures into the stack's own registry, if it has one. */
async function copyImages(pulumi: PulumiStack, images: Record<keyof Images, ImageReference>): Promise<Images> {
  const registry = await pulumi.registry();
  if (registry === undefined) return { backend: text(images.backend), web: text(images.web) };
  await pulumi.makeRepositories();
  for (const [name, image] of Object.entries(images)) {
    const copy = `${registry}/taskyard/${name}`;
    // The registry's tags are immutable, so it would refuse a second copy of the same image.
    const existing = await execa('docker', ['manifest', 'inspect', `${copy}@${image.digest}`], { reject: false });
    if (existing.failed) await cosign('copy', text(image), `${copy}:${tagOfDigest(image.digest)}`);
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

/** @throws {UsageError} */
function readOptions(args: readonly string[]) {
  const options = {
    backend: { type: 'string', default: '' },
    web: { type: 'string', default: '' },
    wait: { type: 'string', default: defaultWaitSeconds },
  } as const;
  const { positionals, values } = parseArguments(args, { allowPositionals: true, options });
  const [stack = '', ...rest] = positionals;
  const waitSeconds = Number(values.wait);
  if (!/^[a-z][a-z0-9-]*$/.test(stack) || rest.length > 0) throw new UsageError('name one stack');
  if (!(waitSeconds >= 0)) throw new UsageError('--wait must be a number of seconds, 0 or more');
  return { stack, backend: parseImage(values.backend), web: parseImage(values.web), waitSeconds };
}
