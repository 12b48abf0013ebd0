import { services } from '../cluster/kubernetes.ts';
import type { ConfigChange } from '../cluster/stack-changes.ts';

/** Two pods of each service. Their autoscalers may add a third. */
export const twoReplicas: ConfigChange = Object.fromEntries(
  services.map((name) => [`workloads.${name}.replicas`, { min: 2, max: 3 }]),
);
