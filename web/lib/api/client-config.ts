import type { CreateClientConfig } from './generated/client.gen';
import { sessionFetch } from './session-fetch';

/** The generated client's configuration in browsers. The server makes one client per request instead. */
export const createClientConfig: CreateClientConfig = (config) => ({ ...config, fetch: sessionFetch });
