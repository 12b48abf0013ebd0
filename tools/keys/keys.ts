import { runKeys } from '../../backend/src/auth/keys/run-keys.ts';
import { stackLayout } from '../dev/stack/stack-layout.ts';
import { readEnvironment } from '../shared/environment.ts';

/** `npm run keys -- list|rotate|retire`: manages the keys of this checkout, or of a secret in AWS (`--secret`). */
process.exitCode = await runKeys(process.argv.slice(2), {
  defaultFolder: stackLayout(readEnvironment().dataDir).keys,
  print: console.log,
  printError: console.error,
});
