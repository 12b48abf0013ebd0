import { requestIdHeader } from '@taskyard/contracts/request-id';
import { headers } from 'next/headers';
import { type Client, createClient } from './generated/client';

/** Headers of the visitor's request that an API needs: the session, the request's id and the client's address and name. */
const forwardedHeaders = ['cookie', requestIdHeader, 'x-forwarded-for', 'user-agent'];

/** A client that calls an API from this server on behalf of the sender of `inbound`. Answers are never cached. */
export function clientOnBehalfOf(inbound: Headers, baseUrl: string): Client {
  const outbound: Record<string, string> = {};
  for (const name of forwardedHeaders) {
    const value = inbound.get(name);
    if (value !== null) outbound[name] = value;
  }
  return createClient({ baseUrl, headers: outbound, cache: 'no-store', signal: AbortSignal.timeout(10_000) });
}

/** A client on behalf of the request that is being rendered. */
export async function serverClient(baseUrl: string): Promise<Client> {
  return clientOnBehalfOf(await headers(), baseUrl);
}
