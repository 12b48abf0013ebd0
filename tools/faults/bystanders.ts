import { setTimeout as sleep } from 'node:timers/promises';
import { runAtConstantRate } from '../bench/constant-rate.ts';
import { ResponseStatistics } from '../bench/response-statistics.ts';
import { ApiClient } from '../shared/api-client.ts';

const readsPerSecond = 40;
/** Enough to stay within the limit of reads for each user. */
const users = 4;

/** Other users, who read at a constant rate, and a probe of readiness. */
export class Bystanders {
  private readonly api: ApiClient;
  private readonly readyUrl: string;
  private readonly tokens: readonly string[];

  private constructor(api: ApiClient, readyUrl: string, tokens: readonly string[]) {
    this.api = api;
    this.readyUrl = readyUrl;
    this.tokens = tokens;
  }

  static async register(origin: string, readyUrl: string): Promise<Bystanders> {
    const api = new ApiClient(origin);
    const tokens = [];
    for (let i = 0; i < users; i++) {
      const { token } = await api.registerUser(`bystander-${i}`);
      for (let task = 0; task < 20; task++)
        await api.post('/api/tasks', { title: `Task ${task}` }, { token, expect: 201 });
      tokens.push(token);
    }
    return new Bystanders(api, readyUrl, tokens);
  }

  /** @returns the statistics of the reads, and how many probes were not answered with 200 */
  async read(path: string, seconds: number): Promise<{ reads: ResponseStatistics; unready: number }> {
    const reads = new ResponseStatistics();
    const finished = new AbortController();
    const probing = this.probe(finished.signal);
    const rate = { count: seconds * readsPerSecond, seconds, limit: 100, signal: AbortSignal.timeout(120_000) };
    await runAtConstantRate(rate, async (index) => {
      const began = performance.now();
      const status = await this.api
        .get(path, { token: this.tokens[index % users] })
        .then((answer) => answer.status)
        .catch((error: unknown) => String(error));
      reads.add(status, performance.now() - began);
    });
    finished.abort();
    return { reads, unready: await probing };
  }

  private async probe(signal: AbortSignal): Promise<number> {
    let unready = 0;
    while (!signal.aborted) {
      const answer = await fetch(this.readyUrl, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      if (answer?.status !== 200) unready += 1;
      await answer?.text();
      await sleep(250);
    }
    return unready;
  }
}
