import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const sanePattern = /^[A-Za-z0-9._-]{8,64}$/;

/** The correlation id of a request: the caller's `X-Request-Id` when it is harmless to log, else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && sanePattern.test(given) ? given : randomUUID();
}
