import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createCgroup, removeCgroup } from './cgroups.ts';
import { unshareArguments } from './debian-program.ts';
import { forward } from './forward.ts';
import { type ForwardedService, nodePaths, socketOf } from './node-paths.ts';
import { readNodeSettings } from './node-settings.ts';

/**
 * Runs a node until it gets SIGTERM, and forwards ports of this machine's loopback to it. The only argument is the folder of
 * the cluster. It is the only process of a cluster in this machine's own namespaces, besides `unshare`.
 */
const folder = process.argv[2] ?? '';
const paths = nodePaths(folder);
const { cgroup, debian, kept, ports } = readNodeSettings(paths.settings);

const fail = (reason: string) => appendFileSync(paths.progress, `failed: ${reason}\n`);

for (const service of Object.keys(ports) as ForwardedService[]) {
  try {
    await forward({ host: '127.0.0.1', port: ports[service] }, { path: socketOf(folder, service) });
  } catch (error) {
    const isUsed = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    fail(isUsed ? `port ${ports[service]} of this machine is in use (${service})` : String(error));
    process.exit(1);
  }
}
createCgroup(cgroup);
mkdirSync(paths.logs, { recursive: true });
const log = openSync(join(paths.logs, 'node.log'), 'a');
const node = spawn(
  'unshare',
  unshareArguments({
    debian,
    work: paths.system,
    kept: [...kept, folder],
    namespaces: ['--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child'],
    command: [
      ...['sh', join(import.meta.dirname, 'private-network.sh')],
      ...[process.execPath, join(import.meta.dirname, 'run-node.ts'), folder],
    ],
  }),
  { stdio: ['ignore', log, log] },
);
closeSync(log);

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isStopping = true;
    // `--kill-child`: the first process of the namespaces is killed with it, and the kernel ends all others.
    node.kill('SIGKILL');
  });
}
await once(node, 'exit');
await removeCgroup(cgroup);
if (!isStopping) fail('the node ended');
process.exit(isStopping ? 0 : 1);
