import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { startMailServer } from '../../../test/mail-server.ts';
import { composeEmail, type EmailMessage } from './email-message.ts';
import { MailUnavailableError } from './mail.errors.ts';
import { MailQueueService } from './mail-queue.service.ts';
import type { MailTransport } from './mail-transport.ts';
import { SmtpTransport } from './smtp-transport.ts';

const secret = 'a-secret-token';
const toAda = composeEmail({
  kind: 'reset_password',
  to: 'ada@example.com',
  subject: 'Choose a new password',
  username: 'ada',
  before: 'Hello.',
  link: `http://localhost:3000/reset-password#token=${secret}`,
  after: 'Bye.',
});
const write = async () => toAda;

/** Fails once with each of the errors, then sends. */
function failing(...errors: object[]): MailTransport & { readonly sent: EmailMessage[] } {
  const sent: EmailMessage[] = [];
  return {
    sent,
    async send(one) {
      const error = errors.shift();
      if (error !== undefined) throw Object.assign(new Error('<ada@example.com> was refused'), error);
      sent.push(one);
    },
  };
}

const logs: MockInstance[] = [];
beforeEach(() => {
  for (const level of ['log', 'warn', 'error'] as const) {
    logs.push(vi.spyOn(Logger.prototype, level).mockImplementation(() => {}));
  }
});
afterEach(() => {
  const logged = JSON.stringify(logs.flatMap(({ mock }) => mock.calls));
  logs.length = 0;
  vi.restoreAllMocks();
  // No log line may contain a recipient or a token.
  expect(logged).not.toContain('ada@example.com');
  expect(logged).not.toContain(secret);
});

it('creates an email only after the request that caused it was answered', async () => {
  const queue = new MailQueueService(failing());
  const written = vi.fn(write);
  queue.enqueue(written);
  await Promise.resolve();
  expect(written).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(written).toHaveBeenCalledOnce());
});

describe('a failed delivery', () => {
  it.each([
    ['the server is unreachable', { code: 'ECONNECTION' }],
    ['the server does not respond', { code: 'ETIMEDOUT' }],
    ['the server asks to try again', { code: 'EENVELOPE', responseCode: 451 }],
  ])('is retried when %s', async (_why, error) => {
    const transport = failing(error, error, error);
    new MailQueueService(transport, { pauses: [10, 10, 10], shutdown: 1_000 }).enqueue(write);
    await vi.waitFor(() => expect(transport.sent).toHaveLength(1));
  });

  it('is given up after the last retry', async () => {
    const transport = failing(...Array.from({ length: 4 }, () => ({ code: 'ECONNECTION' })));
    new MailQueueService(transport, { pauses: [10, 10, 10], shutdown: 1_000 }).enqueue(write);
    await vi.waitFor(() => expect(Logger.prototype.error).toHaveBeenCalled());
    expect(transport.sent).toEqual([]);
  });

  it.each([
    ['the recipient does not exist', { code: 'EENVELOPE', responseCode: 550 }],
    ['the credentials are wrong', { code: 'EAUTH', responseCode: 535 }],
  ])('is given up at once when %s', async (_why, error) => {
    const transport = failing(error);
    const queue = new MailQueueService(transport);
    queue.enqueue(write);
    await queue.onApplicationShutdown();
    expect(transport.sent).toEqual([]);
    expect(Logger.prototype.error).toHaveBeenCalledWith(
      { kind: 'reset_password', reason: error.code, responseCode: error.responseCode, mayPass: false },
      'could not send an email',
    );
  });

  it('is retried when a server uses greylisting', { timeout: 15_000 }, async () => {
    let refusals = 1;
    const server = await startMailServer({ refuse: () => (refusals-- > 0 ? 450 : undefined) });
    try {
      new MailQueueService(new SmtpTransport(new URL(server.url), 'no-reply@example.com')).enqueue(write);
      await server.mailTo('ada@example.com');
      expect(server.offered).toHaveLength(2);
    } finally {
      await server.stop();
    }
  });
});

it('logs an email that could not be created, without its content', async () => {
  const queue = new MailQueueService(failing());
  queue.enqueue(async () => {
    throw Object.assign(new Error('Duplicate entry ada@example.com'), { parameters: [secret], code: 'ER_DUP_ENTRY' });
  });
  await queue.onApplicationShutdown();
  expect(Logger.prototype.error).toHaveBeenCalledWith(
    { reason: 'ER_DUP_ENTRY', mayPass: false },
    'could not compose an email',
  );
});

describe('shutting down', () => {
  it('waits for emails that are being sent and retries waiting emails once at once', async () => {
    const transport = failing({ code: 'ECONNECTION' });
    const queue = new MailQueueService(transport);
    queue.enqueue(write);
    queue.enqueue(async () => {
      await delay(50);
      return toAda;
    });
    await vi.waitFor(() => expect(Logger.prototype.warn).toHaveBeenCalled());
    const began = performance.now();
    await queue.onApplicationShutdown();
    expect(transport.sent).toHaveLength(2);
    expect(performance.now() - began).toBeLessThan(900);
  });

  it('ends after the timeout', async () => {
    const queue = new MailQueueService(failing(), { pauses: [], shutdown: 50 });
    queue.enqueue(() => new Promise(() => {}));
    await queue.onApplicationShutdown();
  });
});

it('drops emails when the queue is full', async () => {
  const transport = failing();
  const queue = new MailQueueService(transport);
  for (let i = 0; i < 1_500; i++) queue.enqueue(write);
  await queue.onApplicationShutdown();
  expect(transport.sent).toHaveLength(1_000);
  expect(Logger.prototype.warn).toHaveBeenCalledWith({ waiting: 1_000 }, 'dropped an email: the queue is full');
});

it('does not try to deliver to a host name that cannot exist', async () => {
  const transport = failing();
  const queue = new MailQueueService(transport);
  queue.enqueue(async () => ({ ...toAda, to: 'smoke@example.INVALID' }));
  queue.enqueue(write);
  await queue.onApplicationShutdown();
  expect(transport.sent).toEqual([toAda]);
});

it('creates no email and reports MailUnavailableError when no mail server is configured', async () => {
  const queue = new MailQueueService(undefined);
  const written = vi.fn(write);
  queue.enqueue(written);
  await queue.onApplicationShutdown();
  expect(written).not.toHaveBeenCalled();
  expect(() => queue.requireMail()).toThrow(MailUnavailableError);
});
