import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseImage } from './image-reference.ts';

/** `npm run image:tag -- <image by digest> <tag> …`: names an image that is in a registry already, for every platform. */
await runCommand('image:tag', async () => {
  const [reference, ...tags] = process.argv.slice(2);
  const wrong = tags.find((tag) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag));
  if (reference === undefined || tags.length === 0 || wrong !== undefined) {
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
