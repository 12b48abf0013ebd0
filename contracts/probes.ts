/** The paths of the probes, for Kubernetes, the load balancer and `npm start`. */

export const backendProbes = { startup: '/startupz', readiness: '/readyz', liveness: '/livez' } as const;

/** `web/app/healthz` serves all three. */
export const webProbes = { startup: '/healthz', readiness: '/healthz?probe=ready', liveness: '/healthz' } as const;
