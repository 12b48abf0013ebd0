import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

/** Data of the current request that any code can read without passing it on as an argument. */
interface RequestContext {
  readonly correlationId: string;
  /** Aborts when the client disconnects before it has the whole response. */
  readonly abandoned: AbortSignal;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the current request; undefined outside of requests, for example in a cron job. */
export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

export function addRequestContext(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, { raw }, done) => {
    const controller = new AbortController();
    raw.once('close', () => {
      if (!raw.writableFinished) controller.abort();
    });
    storage.run({ correlationId: request.id, abandoned: controller.signal }, done);
  });
}
