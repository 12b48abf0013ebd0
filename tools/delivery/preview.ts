import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { PulumiStack } from './pulumi-stack.ts';

/** `npm run preview -- <stack>`: shows what `pulumi up` would change. Needs read access to the stack's account. */
await runCommand('preview', async ([stack]) => {
  if (stack === undefined) throw new CliError('usage: npm run preview -- <stack>');
  await new PulumiStack(stack).preview();
  return 0;
});
