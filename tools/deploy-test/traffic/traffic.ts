import { setTimeout as sleep } from 'node:timers/promises';
import { BearerClient } from '../../bench/bearer-client.ts';
import { runAtConstantRate } from '../../bench/constant-rate.ts';
import { ResponseStatistics } from '../../bench/response-statistics.ts';
import type { ApiResponse } from '../../shared/api-client.ts';
import { AcknowledgedWrites } from './acknowledged-writes.ts';
import { Outage } from './outage.ts';

export interface TrafficOptions {
  /** For a change that takes longer, a lower rate. Default: the rate of the users. */
  readonly requestsPerSecond?: number;
  /** The traffic goes on after the change until this many requests were sent. Default 5,000. */
  readonly atLeast?: number;
  /** Then it stops, although the change has not ended. Default 600. */
  readonly maxSeconds?: number;
}

export interface TrafficReport {
  readonly sent: number;
  readonly failed: number;
  /** From the first failed request to the last one. */
  readonly outageSeconds: number;
  /** The most frequent failures; empty without one. */
  readonly failures: string;
  /** The duration that 99 % of the requests did not exceed. */
  readonly p99Ms: number;
  /** Seconds that the change took. */
  readonly changeSeconds: number;
}

/** With the rate below, each stays within the limits of one user. More would use up the registrations of one address. */
const userCount = 8;
const requestTimeoutMs = 10_000;
/** Traffic before the change, so that its first second is part of the measurement. */
const leadSeconds = 3;

/** Users who read and write at a constant rate while something changes, and who remember each write that was acknowledged. */
export class Traffic {
  readonly writes = new AcknowledgedWrites();
  private readonly clients: readonly BearerClient[];
  private sent = 0;

  private readonly rate: number;

  private constructor(clients: readonly BearerClient[], rate: number) {
    this.clients = clients;
    this.rate = rate;
  }

  /** @param rate requests a second; the machine must be able to answer them while it also starts pods */
  static async start(origin: string, rate = 100): Promise<Traffic> {
    const clients: BearerClient[] = [];
    for (let i = 0; i < userCount; i++) clients.push(await BearerClient.register(origin, requestTimeoutMs));
    return new Traffic(clients, rate);
  }

  /** Sends requests while `change` runs. @throws the error of the change, after the traffic has ended */
  async during(
    change: () => Promise<void>,
    { requestsPerSecond = this.rate, atLeast = 5_000, maxSeconds = 600 }: TrafficOptions = {},
  ): Promise<TrafficReport> {
    const [responses, outage, stop] = [new ResponseStatistics(), new Outage(), new AbortController()];
    const perSecond = Math.min(requestsPerSecond, this.rate);
    const rate = {
      count: perSecond * maxSeconds,
      seconds: maxSeconds,
      limit: perSecond,
      signal: stop.signal,
    };
    const requests = runAtConstantRate(rate, () => this.request(responses, outage));
    await sleep(leadSeconds * 1000);
    const began = performance.now();
    const [result] = await Promise.allSettled([change()]);
    const changeSeconds = Math.round((performance.now() - began) / 100) / 10;
    while (result.status === 'fulfilled' && responses.total < atLeast && performance.now() - began < maxSeconds * 1000)
      await sleep(100);
    stop.abort();
    await requests;
    if (result.status === 'rejected') throw result.reason;
    return {
      sent: responses.total,
      failed: responses.failures,
      outageSeconds: outage.seconds,
      failures: outage.summary(),
      p99Ms: responses.percentile(99),
      changeSeconds,
    };
  }

  /** Writes once. @throws when it is not acknowledged */
  async write(): Promise<void> {
    const [client] = this.clients as [BearerClient];
    const answer = await client.call('POST', '/api/tasks', { title: 'Written once' });
    if (answer.status !== 201) throw new Error(`a write was answered with ${answer.status}`);
    this.remember(client, answer);
  }

  /** Ids of the keys that signed the current tokens. */
  get signingKeys(): ReadonlySet<string> {
    return new Set(this.clients.map(({ kid }) => kid));
  }

  private async request(responses: ResponseStatistics, outage: Outage): Promise<void> {
    const index = this.sent++;
    const client = this.clients[index % userCount] as BearerClient;
    const { method, path, body } = requestNumber(Math.floor(index / userCount));
    const began = performance.now();
    const answer = await client.call(method, path, body).catch((error: unknown) => describe(error));
    const ended = performance.now();
    const outcome = typeof answer === 'string' ? answer : answer.status;
    responses.add(outcome, ended - began);
    if (typeof answer === 'string') outage.add(answer, began, ended);
    else if (answer.status < 200 || answer.status > 299) outage.add(`${method} ${path} ${answer.status}`, began, ended);
    else if (answer.status === 201) this.remember(client, answer);
  }

  private remember(client: BearerClient, { body }: ApiResponse): void {
    this.writes.add(client, Number(body.id), String(body.title));
  }
}

/** Reads and writes of both modules and a page of the web, mixed like those of a client. */
function requestNumber(index: number): { method: string; path: string; body?: unknown } {
  if (index % 20 === 0) return { method: 'POST', path: '/api/tasks', body: { title: `Written under load, ${index}` } };
  if (index % 20 === 10) return { method: 'GET', path: '/login' };
  if (index % 5 === 1) return { method: 'GET', path: '/api/auth/me' };
  return { method: 'GET', path: index % 3 === 0 ? '/api/tasks/counts' : '/api/tasks' };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
