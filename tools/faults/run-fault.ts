import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { ResponseStatistics } from '../bench/response-statistics.ts';
import type { Bystanders } from './bystanders.ts';
import type { AttackTarget, Fault } from './fault.ts';
import { highest, type Memory } from './resident-memory.ts';

const attackProgram = join(import.meta.dirname, 'attack.ts');

/** Long enough that one pause of the garbage collector or of the machine is less than a hundredth of the reads. */
const seconds = 30;
const sampleSeconds = 5;
/** How long the memory may take to shrink. */
const recoverySeconds = 60;

const allowedRatio = 5;
const allowedGrowth = 1.1;

export interface FaultResult {
  readonly broken: readonly string[];
  /** A line of the table. */
  readonly row: Readonly<Record<string, number | string>>;
}

interface Observation {
  readonly reads: ResponseStatistics;
  readonly unready: number;
  /** The highest of each process. */
  readonly memory: Memory;
}

/** Measures other users before, during and after an attack. @param memory measures backend and web */
export async function runFault(
  { attack, description, path }: Fault,
  target: AttackTarget,
  bystanders: Bystanders,
  memory: () => Promise<Memory>,
): Promise<FaultResult> {
  const observe = async (): Promise<Observation> => {
    let peak = await memory();
    const sampling = new AbortController();
    const samples = (async () => {
      while (!sampling.signal.aborted) {
        await sleep(sampleSeconds * 1000, undefined, { signal: sampling.signal }).catch(() => {});
        peak = highest(peak, await memory());
      }
    })();
    const { reads, unready } = await bystanders.read(path, seconds);
    sampling.abort();
    await samples;
    return { reads, unready, memory: peak };
  };
  const quiet = await observe();
  const attacker = execa(process.execPath, [attackProgram, attack, JSON.stringify(target)], { reject: false });
  // Starting a process of Node takes a core for a moment, which is not part of the attack.
  await sleep(1_000);
  const attacked = await observe();
  attacker.kill('SIGTERM');
  await attacker;
  const grown = (after: Memory) =>
    Object.keys(after).filter((name) => (after[name] ?? 0) > (quiet.memory[name] ?? 0) * allowedGrowth);
  let after = await memory();
  let unreadyAfter = 0;
  for (const end = Date.now() + recoverySeconds * 1000; grown(after).length > 0 && Date.now() < end; ) {
    // Garbage is collected when there are requests.
    unreadyAfter += (await bystanders.read(path, sampleSeconds)).unready;
    after = await memory();
  }
  const [quietMs, attackedMs] = [quiet.reads.percentile(99), attacked.reads.percentile(99)];
  const unready = attacked.unready + unreadyAfter;
  const broken = [
    unready > 0 && `${unready} probes of readiness were not answered with 200`,
    attacked.reads.failures > 0 && `reads of others failed: ${attacked.reads.byOutcome()}`,
    attackedMs > quietMs * allowedRatio &&
      `the 99th percentile of others rose from ${quietMs} to ${attackedMs} ms; less than ${allowedRatio} times is allowed`,
    ...grown(after).map(
      (name) => `the ${name} kept ${after[name]} MB, ${quiet.memory[name]} MB before; 10 % more are allowed`,
    ),
  ].filter((problem) => problem !== false);
  const sizes = Object.keys(after).map((name) => [
    `${name} MB`,
    [quiet.memory, attacked.memory, after].map((sample) => sample[name]).join(' → '),
  ]);
  return {
    broken: broken.map((problem) => `${description}: ${problem}.`),
    row: {
      attack: description,
      'p99 quiet, ms': quietMs,
      'p99, ms': attackedMs,
      ratio: Math.round((attackedMs / quietMs) * 10) / 10,
      'failed reads': attacked.reads.failures,
      unready,
      ...Object.fromEntries(sizes),
    },
  };
}
