import { CliError } from '../shared/cli-error.ts';
import { command } from './command.ts';
import { Pulumi } from './pulumi.ts';

/** `npm run preview -- <stack>`: what `pulumi up` would change, for whoever may read the stack's account. */
await command('preview', async () => {
  const [stack] = process.argv.slice(2);
  if (stack === undefined) throw new CliError('usage: npm run preview -- <stack>');
  await new Pulumi(stack).preview();
  return 0;
});
