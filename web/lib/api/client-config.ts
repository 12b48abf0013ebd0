import type { CreateClientConfig } from './generated/client.gen';
import { sessionFetch } from './session-fetch';

/** What the generated client starts with in browsers. The server makes clients of its own, one per visitor. */
export const createClientConfig: CreateClientConfig = (config) => ({ ...config, fetch: sessionFetch });
