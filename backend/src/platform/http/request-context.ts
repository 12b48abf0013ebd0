import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

/** What is known about the request being answered, wherever the code that answers it has got to. */
export interface RequestContext {
  readonly correlationId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The request being answered; undefined in work that no request began. */
export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

export function addRequestContext(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => storage.run({ correlationId: request.id }, done));
}
