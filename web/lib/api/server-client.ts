import { headers } from 'next/headers';
import { type Client, createClient } from './generated/client';

/** Headers of the visitor's request that an API needs: who they are, and which request this is part of. */
const forwarded = ['cookie', 'x-request-id', 'x-forwarded-for', 'user-agent'];

/** A client that calls an API from this server on behalf of whoever sent `inbound`. Answers are never cached. */
export function clientOnBehalfOf(inbound: Headers, baseUrl: string): Client {
  const outbound: Record<string, string> = {};
  for (const name of forwarded) {
    const value = inbound.get(name);
    if (value !== null) outbound[name] = value;
  }
  return createClient({ baseUrl, headers: outbound, cache: 'no-store', signal: AbortSignal.timeout(10_000) });
}

/** The same for the request that is being rendered. */
export async function serverClient(baseUrl: string): Promise<Client> {
  return clientOnBehalfOf(await headers(), baseUrl);
}
