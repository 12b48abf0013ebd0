import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type RestartTiming, type RunningPart, Supervisor } from './supervisor.ts';

/** A part whose end the test decides. */
class Part implements RunningPart {
  private readonly end = Promise.withResolvers<string>();
  readonly ended = this.end.promise;
  stopped = false;

  crash(): void {
    this.end.resolve('The thing ended (SIGKILL)');
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.crash();
  }
}

const supervisors: Supervisor[] = [];

afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stop();
});

const timing: RestartTiming = { secondRestartAfter: 20, longestWait: 50, stableAfter: 60_000 };

/** Supervises a part; `restart` gets the number of the restart, from 1. */
function supervise(
  restart: (count: number, signal: AbortSignal) => Promise<RunningPart>,
  more: { timing?: Partial<RestartTiming>; signal?: AbortSignal } = {},
) {
  const lines: string[] = [];
  const first = new Part();
  let count = 0;
  const supervisor = new Supervisor({
    name: 'thing',
    first,
    restart: (signal) => restart(++count, signal),
    report: (line) => lines.push(line.replace(/after [\d.]+ s/, 'after some time')),
    ...more,
    timing: { ...timing, ...more.timing },
  });
  supervisors.push(supervisor);
  return { supervisor, first, lines };
}

const endsAtOnce = async () => {
  const part = new Part();
  part.crash();
  return part;
};

describe('a supervised part', () => {
  it('is restarted at once when it ends, and the messages say so', async () => {
    const second = new Part();
    const { first, lines, supervisor } = supervise(async () => second, { timing: { secondRestartAfter: 60_000 } });
    first.crash();
    await expect.poll(() => lines.length).toBe(2);
    expect(lines).toEqual([
      'The thing ended (SIGKILL). Starting it again …',
      'The thing is ready again after some time.',
    ]);
    await supervisor.stop();
    expect(second.stopped).toBe(true);
  });

  it('that keeps ending is restarted after longer and longer waits, up to the longest', async () => {
    const { first, lines } = supervise(endsAtOnce);
    first.crash();
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(12);
    expect(lines.filter((line) => line.includes('ended')).slice(0, 5)).toEqual(
      ['…', 'in 0.02 s …', 'in 0.04 s …', 'in 0.05 s …', 'in 0.05 s …'].map(
        (wait) => `The thing ended (SIGKILL). Starting it again ${wait}`,
      ),
    );
  });

  it('that ran long enough is restarted at once again', async () => {
    const { first, lines } = supervise(endsAtOnce, { timing: { stableAfter: 0, secondRestartAfter: 60_000 } });
    first.crash();
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(10);
  });

  it('is given up after five restarts in which it did not become ready, with the last reason', async () => {
    const { supervisor, first, lines } = supervise(async (count) => {
      throw new Error(`Reason ${count}`);
    });
    first.crash();
    expect(await supervisor.failed).toBe('The thing did not become ready in 5 restarts. The last one:\nReason 5');
    expect(lines).toEqual([
      'The thing ended (SIGKILL). Starting it again …',
      'The thing did not become ready. Starting it again in 0.02 s …',
      'The thing did not become ready. Starting it again in 0.04 s …',
      'The thing did not become ready. Starting it again in 0.05 s …',
      'The thing did not become ready. Starting it again in 0.05 s …',
    ]);
  });

  it('that becomes ready once may fail five times again', async () => {
    const { supervisor, first } = supervise(async (count) => {
      if (count !== 4) throw new Error(`Reason ${count}`);
      return endsAtOnce();
    });
    first.crash();
    expect(await supervisor.failed).toContain('Reason 9');
  });

  it('tells those that need it when a restart has ended', async () => {
    const restarted = Promise.withResolvers<RunningPart>();
    const { supervisor, first, lines } = supervise(() => restarted.promise);
    await supervisor.settled();
    first.crash();
    await expect.poll(() => lines.length).toBe(1);
    setTimeout(() => restarted.resolve(new Part()), 100);
    await supervisor.settled();
    expect(lines.at(-1)).toBe('The thing is ready again after some time.');
  });

  it('is not restarted when it is stopped', async () => {
    const { supervisor, first, lines } = supervise(endsAtOnce);
    await supervisor.stop();
    await supervisor.stop();
    expect([first.stopped, lines]).toEqual([true, []]);
  });

  it.each(['stop()', 'the signal'])('is not started any more after %s during the wait', async (way) => {
    const interrupt = new AbortController();
    const { supervisor, first, lines } = supervise(endsAtOnce, {
      signal: interrupt.signal,
      timing: { secondRestartAfter: 60_000, longestWait: 60_000 },
    });
    first.crash();
    await expect.poll(() => lines.at(-1)).toContain('in 60 s');
    const began = Date.now();
    if (way === 'the signal') interrupt.abort();
    await supervisor.stop();
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it('that becomes ready while it is stopped is stopped as well', async () => {
    const late = new Part();
    let starting = false;
    const { supervisor, first, lines } = supervise(async () => {
      starting = true;
      await sleep(200);
      return late;
    });
    first.crash();
    await expect.poll(() => starting).toBe(true);
    await supervisor.stop();
    expect([late.stopped, lines]).toEqual([true, ['The thing ended (SIGKILL). Starting it again …']]);
  });
});
