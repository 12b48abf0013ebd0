import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { PulumiStack } from './pulumi-stack.ts';

/** `npm run preview -- <stack>`: shows what `pulumi up` would change. Needs read access to the stack's account. */
const usage = 'Usage: npm run preview -- <stack>';

await runCommand({ name: 'preview', usage }, async ([stack]) => {
  if (stack === undefined) throw new UsageError('name one stack');
  await new PulumiStack(stack).preview();
  return 0;
});
