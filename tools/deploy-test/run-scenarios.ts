import { type Measurements, NotPossible, type Scenario, type ScenarioContext } from './scenario.ts';

export interface ScenarioResult {
  readonly name: string;
  readonly description: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly measurements: Measurements;
  /** Why it failed or was skipped; empty otherwise. */
  readonly reason: string;
}

export interface RunOptions {
  /** Takes back the configuration of a scenario that failed, for the next ones. */
  readonly restore: () => Promise<void>;
  /** `performance.now()` after which no scenario starts, except those that also run when it is late. */
  readonly lastStart: number;
}

/** Runs the scenarios in order. One that fails does not stop the next ones, but it is asked to end. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  context: Omit<ScenarioContext, 'signal'>,
  { restore, lastStart }: RunOptions,
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    context.report(`\n== ${scenario.name}: ${scenario.description}`);
    const isLate = performance.now() > lastStart && !scenario.runsWhenLate;
    const result = await runScenario(isLate ? { ...scenario, run: refuse } : scenario, context);
    context.report(lineOf(result));
    results.push(result);
    const hasNext = index < scenarios.length - 1;
    if (result.outcome === 'failed' && hasNext)
      await restore().catch((error: unknown) => context.report(messageOf(error)));
  }
  return results;
}

async function runScenario(
  { name, description, timeLimitSeconds, run }: Scenario,
  context: Omit<ScenarioContext, 'signal'>,
): Promise<ScenarioResult> {
  const began = performance.now();
  const timeout = AbortSignal.timeout(timeLimitSeconds * 1000);
  const result = (outcome: ScenarioResult['outcome'], measurements: Measurements, reason = ''): ScenarioResult => {
    const seconds = Math.round((performance.now() - began) / 1000);
    return { name, description, outcome, seconds, measurements, reason };
  };
  const timeIsUp = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => reject(new Error(`${timeLimitSeconds} s were not enough`)), { once: true });
  });
  try {
    return result('passed', await Promise.race([run({ ...context, signal: timeout }), timeIsUp]));
  } catch (error) {
    if (error instanceof NotPossible) return result('skipped', {}, error.message);
    return result('failed', {}, messageOf(error));
  }
}

async function refuse(): Promise<never> {
  throw new NotPossible('the time of the test was over before it began; without --within it runs');
}

function lineOf({ name, outcome, seconds, measurements, reason }: ScenarioResult): string {
  const facts = Object.entries(measurements).map(([key, value]) => `${key} ${value}`);
  return [`${outcome.toUpperCase()} ${name} (${seconds} s)`, ...facts, ...(reason ? [reason] : [])].join(', ');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
