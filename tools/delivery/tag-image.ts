import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseImage } from './image-reference.ts';

/** `npm run image:tag -- <image by digest> <tag> …`: adds tags to an image in a registry, for every platform. */
await runCommand('image:tag', async ([reference, ...tags]) => {
  const invalid = tags.find((tag) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag));
  if (reference === undefined || tags.length === 0 || invalid !== undefined) {
    throw new CliError('usage: npm run image:tag -- <host>/<path>@sha256:<digest> <tag> …');
  }
  const { name } = parseImage(reference);
  const names = tags.map((tag) => `--tag=${name}:${tag}`);
  const { failed } = await execa('docker', ['buildx', 'imagetools', 'create', ...names, reference], {
    reject: false,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return failed ? 1 : 0;
});
