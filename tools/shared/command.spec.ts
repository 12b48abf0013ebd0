import { execa } from 'execa';
import { expect, it } from 'vitest';
import { repositoryRoot } from './environment.ts';

const script = (main: string) => `
  import { CliError, UsageError } from './tools/shared/cli-error.ts';
  import { runCommand } from './tools/shared/command.ts';
  import { parseArguments } from './tools/shared/parse-arguments.ts';
  await runCommand({ name: 'sample', usage: 'Usage: npm run sample -- [--number 1]' }, async (args) => { ${main} });
`;

async function run(main: string, ...args: readonly string[]) {
  // `--eval` has no file, so its arguments begin one place earlier than those of a script.
  const node = ['--input-type=module-typescript', '--eval', script(main), '--', 'sample', ...args];
  const { exitCode, stdout, stderr } = await execa(process.execPath, node, { cwd: repositoryRoot, reject: false });
  return { exitCode, stdout, stderr };
}

it('prints the usage on --help and runs nothing', async () => {
  const { exitCode, stdout } = await run("throw new Error('it ran')", '--help');
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Usage: npm run sample -- [--number 1]' });
});

it.each([
  ['an unknown option', ['--nubmer', '1'], "Unknown option '--nubmer'"],
  ['an unexpected argument', ['7'], 'Unexpected argument'],
])('exits with 2 on %s and says what is wrong, with the usage', async (_, args, message) => {
  const main = "parseArguments(args, { options: { number: { type: 'string' } } });";
  const { exitCode, stderr } = await run(main, ...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`npm run sample: ${message}`);
  expect(stderr).toContain('Usage: npm run sample');
  expect(stderr).not.toContain('    at ');
});

it('exits with 1 on an expected failure and prints only its message', async () => {
  const { exitCode, stderr } = await run("throw new CliError('the disk is full')");
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: 'npm run sample: the disk is full' });
});

it('exits with 1 on any other error and prints its stack', async () => {
  const { exitCode, stderr } = await run("throw new TypeError('a defect')");
  expect(exitCode).toBe(1);
  expect(stderr).toContain('TypeError: a defect\n    at ');
});

it('exits with the code that the command returns', async () => {
  expect((await run('return 3')).exitCode).toBe(3);
});
