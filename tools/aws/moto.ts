import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Service } from '../shared/child-process.ts';
import { CliError } from '../shared/cli-error.ts';
import { cacheDirectory, readEnvironment } from '../shared/environment.ts';
import { freePort } from '../shared/free-port.ts';
import { ensurePythonEnvironment } from '../shared/python-environment.ts';

/**
 * Starts moto, a fake of the AWS APIs, on loopback. It keeps everything in memory, starts empty, and checks neither
 * signatures nor permissions. It is installed once per version of requirements.txt.
 */
export async function startMoto(logFolder: string): Promise<{ service: Service; endpoint: string }> {
  const folder = await installMoto();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const service = await Service.start({
    program: join(folder, 'bin', 'moto_server'),
    arguments: ['--host', '127.0.0.1', '--port', String(port)],
    logFile: join(logFolder, 'moto.log'),
    isReady: async () => (await fetch(`${endpoint}/moto-api/`)).ok,
    readyWithinSeconds: 60,
  });
  return { service, endpoint };
}

async function installMoto(): Promise<string> {
  const file = join(import.meta.dirname, 'requirements.txt');
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const folder = join(cacheDirectory, `moto-${hash.slice(0, 16)}`);
  const { machine } = readEnvironment();
  if (!(await ensurePythonEnvironment({ folder, requirements: ['-r', file], name: 'moto', machine }))) {
    throw new CliError(
      'moto, the fake of the AWS APIs, needs Python 3.10 or newer with its venv module. Install python3 and python3-venv.',
    );
  }
  return folder;
}
