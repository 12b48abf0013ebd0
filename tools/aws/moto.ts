import { join } from 'node:path';
import { Service } from '../shared/child-process.ts';
import { freePort } from '../shared/free-port.ts';
import { installRequirements } from '../shared/python-environment.ts';

/**
 * Starts moto, a fake of the AWS APIs, on loopback. It keeps everything in memory, starts empty, and checks neither
 * signatures nor permissions. It is installed once per version of requirements.txt.
 */
export async function startMoto(logFolder: string): Promise<{ service: Service; endpoint: string }> {
  const folder = await installRequirements('moto', join(import.meta.dirname, 'requirements.txt'));
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
