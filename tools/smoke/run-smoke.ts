import { setTimeout as sleep } from 'node:timers/promises';
import { journey, type StepRunner } from './journey.ts';

export interface SmokeOptions {
  /** Of the deployment, without a trailing slash. */
  readonly origin: string;
  /** How long the first step is repeated: the name of a new load balancer takes minutes to resolve. */
  readonly waitSeconds: number;
  readonly report: (line: string) => void;
}

/** For all steps together. Each request has its own timeout, too. */
const timeLimitMs = 120_000;

/**
 * Runs the journey and reports one line per step.
 * @returns the exit code: 0 when every step held, else 1
 */
export async function runSmoke({ origin, waitSeconds, report }: SmokeOptions): Promise<0 | 1> {
  const retryUntil = Date.now() + waitSeconds * 1000;
  const endsAt = retryUntil + timeLimitMs;
  let count = 0;
  const step: StepRunner = async (name, action) => {
    count += 1;
    const number = String(count).padStart(2);
    const began = performance.now();
    try {
      if (Date.now() > endsAt && !name.startsWith('clean up'))
        throw new Error(`${timeLimitMs / 1000} s were not enough`);
      await (count === 1 ? retry(action, retryUntil) : action());
      report(`ok   ${number}  ${name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      report(`FAIL ${number}  ${name}: ${error instanceof Error ? error.message : error}`);
      throw error;
    }
  };
  try {
    await journey(origin, step);
    report(`${origin} works: ${count} steps.`);
    return 0;
  } catch {
    report(`${origin} does not work.`);
    return 1;
  }
}

async function retry(action: () => Promise<void>, until: number): Promise<void> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (Date.now() >= until) throw error;
      await sleep(2_000);
    }
  }
}
