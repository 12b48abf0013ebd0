import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const module = new URL('stop-signal.ts', import.meta.url).href;

/** Its work at the end takes a moment, as that of the commands does. */
const program = `
  const { onStopSignal } = await import('${module}');
  const keepAlive = setInterval(() => {}, 1000);
  onStopSignal(() => {
    console.log('stopping');
    setTimeout(() => { console.log('stopped'); clearInterval(keepAlive); process.exit(3); }, 500);
  });
  console.log('ready');
`;

it('ends its work although the signal arrives twice', async () => {
  const child = execa('node', ['--input-type=module', '--eval', program], { reject: false });
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  await sleep(100);
  child.kill('SIGINT');
  child.kill('SIGTERM');
  const { stdout, exitCode } = await child;
  expect({ stdout, exitCode }).toEqual({ stdout: 'ready\nstopping\nstopped', exitCode: 3 });
});

it('lets a signal end the process when nothing needs an end any more', async () => {
  const short = program
    .replace('onStopSignal(', 'const off = onStopSignal(')
    .replace("console.log('ready');", "off(); console.log('ready');");
  const child = execa('node', ['--input-type=module', '--eval', short], { reject: false });
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect(await child).toMatchObject({ signal: 'SIGINT', stdout: 'ready' });
});
