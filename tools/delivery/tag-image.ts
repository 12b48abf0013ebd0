import { execa } from 'execa';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseImage } from './image-reference.ts';

/** `npm run image:tag -- <image by digest> <tag> …`: adds tags to an image in a registry, for every platform. */
const usage = 'Usage: npm run image:tag -- <host>/<path>@sha256:<digest> <tag> …';

await runCommand({ name: 'image:tag', usage }, async ([reference, ...tags]) => {
  if (reference === undefined || tags.length === 0) throw new UsageError('name an image and at least one tag');
  const invalid = tags.find((tag) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag));
  if (invalid !== undefined) {
    throw new UsageError(`"${invalid}" is not a tag: 1 to 128 letters, digits, dots, hyphens and underscores`);
  }
  const { name } = parseImage(reference);
  const names = tags.map((tag) => `--tag=${name}:${tag}`);
  const { failed } = await execa('docker', ['buildx', 'imagetools', 'create', ...names, reference], {
    reject: false,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return failed ? 1 : 0;
});
