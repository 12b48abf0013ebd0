import type { Environment } from '../config/environment.ts';

/** Fastify's setting for `TRUST_PROXY`. Fastify believes nobody when it is given a number, so hops are counted here. */
export function trustProxy({ TRUST_PROXY }: Pick<Environment, 'TRUST_PROXY'>) {
  if (typeof TRUST_PROXY === 'number') return (_address: string, hop: number) => hop < TRUST_PROXY;
  return TRUST_PROXY.length > 0 && TRUST_PROXY;
}
