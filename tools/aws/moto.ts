import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, findProgram } from '../cluster/environment.ts';
import { freePort } from '../cluster/free-port.ts';
import { run, Service } from '../shared/child-process.ts';

/**
 * A stand-in for AWS on loopback: moto, in a Python environment that is made once per version of requirements.txt.
 * It keeps everything in memory, starts empty, and checks neither signatures nor permissions.
 */
export async function startMoto(logFolder: string): Promise<{ service: Service; endpoint: string }> {
  const folder = await pythonEnvironment();
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

async function pythonEnvironment(): Promise<string> {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const fingerprint = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheDirectory, `moto-${fingerprint}`);
  const finished = join(folder, 'finished');
  if (existsSync(finished)) return folder;
  const python = findProgram('python3');
  if (python === undefined) {
    throw new Error(
      'Python 3.10 or newer is needed on PATH as python3: the stand-in for AWS (moto) is a Python program.',
    );
  }
  console.log('Installing moto, the stand-in for AWS (once) …');
  await mkdir(cacheDirectory, { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await succeed(python, ['-m', 'venv', folder]);
  await succeed(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  await mkdir(finished);
  return folder;
}

async function succeed(program: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr, stdout } = await run(program, args);
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr || stdout}`);
}
