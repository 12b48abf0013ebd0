/** How long a client may take to send the headers of a request. */
export const headersTimeoutMs = 10_000;
/** How long a client may take to send a whole request. The largest body has 160 KB. */
export const requestTimeoutMs = 20_000;
/** How often a server looks for requests that take longer. */
export const timeoutCheckMs = 1_000;

/** The largest body that a page of the web gets: a short form that is sent before the page's scripts have started. */
export const webBodyLimitBytes = 4_096;

/**
 * How long a server keeps a connection on which nothing moves, such as one between two requests. Longer than any proxy in front of
 * it does (Traefik 90 s, the load balancer of AWS 60 s): a proxy must not send a request on a connection that the server ends just then.
 */
export const idleConnectionMs = 100_000;
