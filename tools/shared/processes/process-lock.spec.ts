import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identify } from './process-identity.ts';
import { LockHeld, takeLock, waitForLock } from './process-lock.ts';

let base: string;
let path: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  path = join(base, 'deep/lock');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('a lock of a process', () => {
  it('is held by one process until it is released', () => {
    const lock = takeLock(path);
    expect(() => takeLock(path)).toThrow(LockHeld);
    lock.release();
    takeLock(path).release();
    expect(readdirSync(join(base, 'deep'))).toEqual([]);
  });

  it('names its holder', () => {
    takeLock(path);
    expect(() => takeLock(path)).toThrow(expect.objectContaining({ holder: process.pid }));
  });

  it.each([
    ['was killed', async () => ({ pid: await pidOfEndedProcess(), started: 'then' })],
    ['has a pid that another process uses now', async () => ({ ...identify(process.pid), started: 'then' })],
    ['wrote an invalid file', async () => 'nonsense'],
  ])('is taken over from a holder that %s', async (_, holder) => {
    takeLock(path).release();
    writeFileSync(path, JSON.stringify(await holder()));
    const lock = takeLock(path);
    expect(() => takeLock(path)).toThrow(LockHeld);
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it('lets waiting processes in one after the other, and reports the holder once', async () => {
    const first = takeLock(path);
    const told: number[] = [];
    const second = waitForLock(path, (holder) => told.push(holder));
    setTimeout(() => first.release(), 500);
    (await second).release();
    expect(told).toEqual([process.pid]);
  });

  it('is held by one at a time when many processes find a stale lock at once', async () => {
    takeLock(path).release();
    writeFileSync(path, JSON.stringify({ pid: await pidOfEndedProcess(), started: 'then' }));
    const counter = join(base, 'counter');
    writeFileSync(counter, '0');
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      import { waitForLock } from ${JSON.stringify(join(import.meta.dirname, 'process-lock.ts'))};
      const lock = await waitForLock(${JSON.stringify(path)}, () => {});
      const before = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
      await sleep(20);
      writeFileSync(${JSON.stringify(counter)}, String(before + 1));
      lock.release();`;
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: 'inherit' }),
    );
    await Promise.all(children.map((child) => once(child, 'close')));
    expect(readFileSync(counter, 'utf8')).toBe('8');
  });
});

async function pidOfEndedProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'close');
  return child.pid ?? 0;
}
