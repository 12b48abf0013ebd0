/** The paths that Kubernetes, the load balancer and `npm start` ask for each part's state. */

export const backendProbes = { startup: '/startupz', readiness: '/readyz', liveness: '/livez' } as const;

/** The folder `web/app/healthz` answers all three. */
export const webProbes = { startup: '/healthz', readiness: '/healthz?probe=ready', liveness: '/healthz' } as const;
