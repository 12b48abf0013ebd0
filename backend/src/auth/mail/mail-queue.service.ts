import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown, Optional } from '@nestjs/common';
import pLimit from 'p-limit';
import { deliveryFailure } from './delivery-failure.ts';
import type { EmailMessage } from './email-layout.ts';
import { MailUnavailableError } from './mail.errors.ts';
import { MAIL_TRANSPORT, type MailTransport } from './mail-transport.ts';

const atOnce = 4;
/** Letters that may wait; further ones are dropped, so that a flood or a server that is away cannot fill the memory. */
const maximumWaiting = 1_000;

/** Times in milliseconds. */
export interface Pacing {
  /** Before each further try. */
  readonly pauses: readonly number[];
  readonly shutdown: number;
}

/** Some servers turn strangers away for the first minute (greylisting). */
const defaultPacing: Pacing = { pauses: [1_000, 5_000, 30_000, 120_000], shutdown: 10_000 };

/** Writes and sends letters after the request that asked for them has been answered. */
@Injectable()
export class MailQueueService implements OnApplicationShutdown {
  private readonly logger = new Logger(MailQueueService.name);
  private readonly limit = pLimit(atOnce);
  private readonly outstanding = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport | undefined,
    @Optional() private readonly pacing: Pacing = defaultPacing,
  ) {}

  /** @throws {MailUnavailableError} where mail is not set up */
  requireMail(): void {
    if (this.transport === undefined) throw new MailUnavailableError();
  }

  /**
   * Returns at once, whatever becomes of the letter, and does nothing where mail is not set up.
   *
   * @param write runs after the answer, so that its time does not tell what it found; may find that there is nothing to say
   */
  post(write: () => Promise<EmailMessage | undefined>): void {
    const { transport } = this;
    if (transport === undefined) return;
    if (this.outstanding.size >= maximumWaiting) {
      this.logger.warn({ waiting: this.outstanding.size }, 'dropped a letter: too many wait');
      return;
    }
    const work = this.deliver(write, transport).finally(() => this.outstanding.delete(work));
    this.outstanding.add(work);
  }

  /** Waits for what is under way; a letter whose server is away gets its last try now. */
  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    const patience = new AbortController();
    await Promise.race([
      Promise.all(this.outstanding),
      pause(this.pacing.shutdown, undefined, { signal: patience.signal }).catch(() => {}),
    ]);
    patience.abort();
  }

  /** Never rejects. */
  private async deliver(write: () => Promise<EmailMessage | undefined>, transport: MailTransport): Promise<void> {
    await nextTurn();
    try {
      const letter = await this.limit(write);
      if (letter !== undefined && !isNowhere(letter.to)) await this.send(letter, transport);
    } catch (error) {
      this.logger.error(deliveryFailure(error), 'a letter could not be written');
    }
  }

  private async send(letter: EmailMessage, transport: MailTransport): Promise<void> {
    const { signal } = this.closing;
    for (const pauseMs of [...this.pacing.pauses, undefined]) {
      const isLast = pauseMs === undefined || signal.aborted;
      try {
        await this.limit(() => transport.send(letter));
        this.logger.log({ letter: letter.kind }, 'sent a letter');
        return;
      } catch (error) {
        const failure = deliveryFailure(error);
        if (isLast || !failure.mayPass) {
          this.logger.error({ letter: letter.kind, ...failure }, 'a letter could not be sent');
          return;
        }
        this.logger.warn({ letter: letter.kind, ...failure }, 'a letter will be sent again');
      }
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** Hosts under `.invalid` never exist (RFC 2606). Smoke tests give such addresses; trying them would only spoil our name. */
function isNowhere(address: string): boolean {
  return address.toLowerCase().endsWith('.invalid');
}
