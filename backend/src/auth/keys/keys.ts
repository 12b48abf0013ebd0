import { runKeys } from './run-keys.ts';

/** `node dist/auth/keys/keys.js`: the command `keys` inside the image, where no folder is meant unless it is named. */
process.exitCode = await runKeys(process.argv.slice(2), {
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
