/** Times in seconds that a load balancer and the pods behind it must agree on. */
export interface LoadBalancerTimes {
  /** After this time without traffic, the load balancer closes a connection to a pod. Servers must keep it longer. */
  readonly idle: number;
  /** How long the load balancer lets requests finish on a pod that it no longer sends new ones to. */
  readonly deregistration: number;
  /** How long a terminating pod waits before SIGTERM: until nothing sends it new requests, and `deregistration` is over. */
  readonly preStop: number;
  /** How long a new pod must be ready before a rollout stops the next old one. */
  readonly minReady: number;
}

/**
 * The Application Load Balancer, with `idle` at its default. Between the end of a pod's endpoint and the last new request, seconds
 * pass: the controller deregisters the target, and every node of the load balancer hears of it. `preStop` leaves ten for that.
 */
export const albTimes: LoadBalancerTimes = { idle: 60, deregistration: 20, preStop: 30, minReady: 10 };

/**
 * An ingress controller in the cluster, such as Traefik, whose idle time is 90 s by default. It watches endpoints itself, so a pod
 * gets no new request after a few seconds.
 */
export const controllerTimes: LoadBalancerTimes = { idle: 90, deregistration: 0, preStop: 15, minReady: 0 };

/** Time after SIGTERM and the drain for requests that are still answered. Longer ones are cut off. */
const lastRequestsSeconds = 15;

/** Seconds from the deletion of a pod until it is killed. `drainSeconds`: how long its process serves after SIGTERM. */
export function terminationGraceSeconds({ preStop }: LoadBalancerTimes, drainSeconds: number): number {
  return preStop + drainSeconds + lastRequestsSeconds;
}
