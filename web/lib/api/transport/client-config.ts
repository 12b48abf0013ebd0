import { sessionFetch } from './session-fetch';

/** The generated client's configuration in browsers. The server makes one client per request instead. */
export const createClientConfig = <Config>(config: Config) => ({ ...config, fetch: sessionFetch });
