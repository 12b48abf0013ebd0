import { runKeys } from './run-keys.ts';

/** `node dist/auth/keys/keys.js`: the command `keys` inside the image. There is no default folder there. */
process.exitCode = await runKeys(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
});
