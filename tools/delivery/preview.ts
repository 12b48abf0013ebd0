import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { Pulumi } from './pulumi.ts';

/** `npm run preview -- <stack>`: what `pulumi up` would change, for whoever may read the stack's account. */
await runCommand('preview', async () => {
  const [stack] = process.argv.slice(2);
  if (stack === undefined) throw new CliError('usage: npm run preview -- <stack>');
  await new Pulumi(stack).preview();
  return 0;
});
