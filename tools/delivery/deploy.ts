import { CliError, UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { runSmoke } from '../smoke/run-smoke.ts';
import { parseImage, referenceText } from './image-reference.ts';
import { type Images, PulumiStack } from './pulumi-stack.ts';
import { signInToRegistry } from './registry-login.ts';
import { type ImageReferences, StackRegistry } from './stack-registry.ts';

/**
 * `npm run deploy -- <stack> --backend <image by digest> --web <image by digest> [--wait <seconds>]`: deploys these images
 * and runs the smoke test. When either fails, it deploys the images of the last successful update again: migrations only
 * add to the schema, so an older program runs on a newer schema. Without images, it applies the configuration with those that run.
 */
const usage =
  'Usage: npm run deploy -- <stack> [--backend <host>/<path>@sha256:… --web <host>/<path>@sha256:…] [--wait 600]';
/** It takes minutes until resolvers know the name of a new load balancer. */
const defaultWaitSeconds = '600';

await runCommand({ name: 'deploy', usage }, async (args) => {
  const { stack, given, waitSeconds } = readOptions(args);
  const pulumi = new PulumiStack(stack);
  const before = await pulumi.deployedImages();
  if (given === undefined) {
    if (before === undefined) throw new CliError(`${stack} runs no images yet: name them with --backend and --web.`);
    await deployImages(pulumi, before, waitSeconds);
    return 0;
  }
  const registry = await openRegistry(pulumi);
  const images = registry === undefined ? asText(given) : await registry.copy(given);
  try {
    await deployImages(pulumi, images, waitSeconds);
  } catch (failure) {
    if (before === undefined) throw failure;
    console.error(failure instanceof Error ? failure.message : failure);
    console.log(`Rolling ${stack} back to ${before.backend} and ${before.web} …`);
    await deployImages(pulumi, before, waitSeconds);
    throw new CliError(`the new images failed; ${stack} runs the images from before.`);
  }
  await registry?.tagAsDeployed(given);
  return 0;
});

async function deployImages(pulumi: PulumiStack, images: Images, waitSeconds: number): Promise<void> {
  await pulumi.setImages(images);
  await pulumi.up();
  const origin = await pulumi.origin();
  const exitCode = await runSmoke({ origin, waitSeconds, report: (line) => console.log(line) });
  if (exitCode !== 0) throw new CliError('the deployment failed the smoke test.');
}

/** The stack's own registry with its repositories, if the stack is on AWS. */
async function openRegistry(pulumi: PulumiStack): Promise<StackRegistry | undefined> {
  const registry = await pulumi.registry();
  if (registry === undefined) return undefined;
  await pulumi.makeRepositories();
  await signInToRegistry(registry);
  return new StackRegistry(registry.host);
}

function asText({ backend, web }: ImageReferences): Images {
  return { backend: referenceText(backend), web: referenceText(web) };
}

/** @throws {UsageError} */
function readOptions(args: readonly string[]) {
  const options = {
    backend: { type: 'string' },
    web: { type: 'string' },
    wait: { type: 'string', default: defaultWaitSeconds },
  } as const;
  const { positionals, values } = parseArguments(args, { allowPositionals: true, options });
  const [stack = '', ...rest] = positionals;
  const waitSeconds = Number(values.wait);
  if (!/^[a-z][a-z0-9-]*$/.test(stack) || rest.length > 0) throw new UsageError('name one stack');
  if (!(waitSeconds >= 0)) throw new UsageError('--wait must be a number of seconds, 0 or more');
  const { backend, web } = values;
  if (backend === undefined && web === undefined) return { stack, given: undefined, waitSeconds };
  return { stack, given: { backend: parseImage(backend ?? ''), web: parseImage(web ?? '') }, waitSeconds };
}
