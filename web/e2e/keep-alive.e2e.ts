import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { webProbes } from '@taskyard/contracts/probes';
import { idleConnectionMs } from '@taskyard/contracts/request-limits';
import { Service } from '../../tools/shared/child-process.ts';
import { freePort } from '../../tools/shared/free-port.ts';

const server = join(import.meta.dirname, '../.next/standalone/web/server.js');

test('the built server keeps connections as long as the cluster tells it to', async () => {
  // biome-ignore lint/suspicious/noSkippedTests: a site that is already running may have been built elsewhere.
  test.skip(!existsSync(server), 'the site under test was built elsewhere');
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-keep-alive-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${webProbes.liveness}`;
  const service = await Service.start({
    program: process.execPath,
    arguments: [server],
    logFile: join(folder, 'web.log'),
    environment: {
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      PUBLIC_ORIGIN: 'http://localhost:3000',
      AUTH_API_URL: 'http://127.0.0.1:9',
      TASKS_API_URL: 'http://127.0.0.1:9',
      KEEP_ALIVE_TIMEOUT: String(idleConnectionMs),
    },
    isReady: async () => (await fetch(url)).ok,
    readyWithinSeconds: 30,
  });
  try {
    expect(await keepAliveOf(url)).toBe(`timeout=${idleConnectionMs / 1000}`);
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The header `Keep-Alive` of an answer, in which Node announces its timeout. */
function keepAliveOf(url: string): Promise<string | undefined> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      resolve(response.resume().headers['keep-alive']?.toString());
      response.on('end', () => agent.destroy());
    }).on('error', reject);
  });
}
