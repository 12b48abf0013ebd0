import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown, Optional } from '@nestjs/common';
import pLimit from 'p-limit';
import { deliveryFailure } from './delivery-failure.ts';
import type { EmailMessage } from './email-message.ts';
import { MailUnavailableError } from './mail.errors.ts';
import { MAIL_TRANSPORT, type MailTransport } from './mail-transport.ts';

const concurrency = 4;
/** Further messages are dropped, so that a flood or an unreachable mail server cannot fill the memory. */
const maximumWaiting = 1_000;

/** All times in milliseconds. */
interface Pacing {
  /** The pause before each retry. */
  readonly pauses: readonly number[];
  /** How long the shutdown waits for messages that are being sent. */
  readonly shutdown: number;
}

/** Some servers refuse unknown senders for the first minute (greylisting). */
const defaultPacing: Pacing = { pauses: [1_000, 5_000, 30_000, 120_000], shutdown: 10_000 };

/** Composes and sends messages after the request that caused them was answered. The queue is in memory. */
@Injectable()
export class MailQueueService implements OnApplicationShutdown {
  private readonly logger = new Logger(MailQueueService.name);
  private readonly limit = pLimit(concurrency);
  private readonly outstanding = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport | undefined,
    @Optional() private readonly pacing: Pacing = defaultPacing,
  ) {}

  /** Whether mail is configured. */
  get isAvailable(): boolean {
    return this.transport !== undefined;
  }

  /** @throws {MailUnavailableError} when mail is not configured */
  requireMail(): void {
    if (!this.isAvailable) throw new MailUnavailableError();
  }

  /**
   * Queues a message and returns at once. Does nothing when mail is not configured.
   *
   * @param compose runs after the response, so that the response time does not reveal what it found; returns undefined
   * when there is nothing to send
   */
  enqueue(compose: () => Promise<EmailMessage | undefined>): void {
    const { transport } = this;
    if (transport === undefined) return;
    if (this.outstanding.size >= maximumWaiting) {
      this.logger.warn({ waiting: this.outstanding.size }, 'dropped an email: the queue is full');
      return;
    }
    const work = this.deliver(compose, transport).finally(() => this.outstanding.delete(work));
    this.outstanding.add(work);
  }

  /** Waits for messages that are being sent. Messages that wait for a retry get their last try now. */
  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    const deadline = new AbortController();
    await Promise.race([
      Promise.all(this.outstanding),
      pause(this.pacing.shutdown, undefined, { signal: deadline.signal }).catch(() => {}),
    ]);
    deadline.abort();
  }

  /** Never rejects. */
  private async deliver(compose: () => Promise<EmailMessage | undefined>, transport: MailTransport): Promise<void> {
    await nextTurn();
    try {
      const message = await this.limit(compose);
      if (message !== undefined && !isUndeliverable(message.to)) await this.send(message, transport);
    } catch (error) {
      this.logger.error(deliveryFailure(error), 'could not compose an email');
    }
  }

  private async send(message: EmailMessage, transport: MailTransport): Promise<void> {
    const { kind } = message;
    const { signal } = this.closing;
    for (const pauseMs of [...this.pacing.pauses, undefined]) {
      const isLast = pauseMs === undefined || signal.aborted;
      try {
        await this.limit(() => transport.send(message));
        this.logger.log({ kind }, 'sent an email');
        return;
      } catch (error) {
        const failure = deliveryFailure(error);
        if (isLast || !failure.mayPass) {
          this.logger.error({ kind, ...failure }, 'could not send an email');
          return;
        }
        this.logger.warn({ kind, ...failure }, 'will retry sending an email');
      }
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

/**
 * Hosts under `.invalid` never exist (RFC 2606). Smoke tests register such addresses. Trying to deliver to them would
 * harm the reputation of the sender's address.
 */
function isUndeliverable(address: string): boolean {
  return address.toLowerCase().endsWith('.invalid');
}
