import { savedBySpreadingSoftly } from './pricing/cluster-costs.ts';
import { estimateNodes } from './pricing/node-estimate.ts';
import type { CostBasis } from './pricing/pricer.ts';
import { hoursPerMonth } from './pricing/prices.ts';

/** What the total assumes, as sentences. The figures of traffic and load come from the stack's own `usage`. */
export function assumptionsOf(basis: CostBasis | undefined): string[] {
  const desired = 'This is the desired state of the stack, not a comparison with what is running.';
  if (basis === undefined) return [desired, 'Nothing is billed: the stack uses a cluster that already exists.'];
  const { usage, prices, graph, runningHours } = basis;
  const { region, asOf } = prices;
  const nodes = estimateNodes(graph, usage);
  const { sources, estimated } = prices.provenance();
  return [
    desired,
    `${hoursPerMonth} hours a month; ${region} on-demand list prices as of ${asOf}, before tax, free tiers and discounts.`,
    ...(estimated.length > 0 ? [`Estimated from other prices, not read: ${estimated.join(', ')}.`] : []),
    ...(runningHours < hoursPerMonth
      ? [`Nodes and database run ${runningHours} of ${hoursPerMonth} hours: outside office hours they are stopped.`]
      : []),
    `Autoscalers run at ${usage.load * 100} % between their minimum and maximum: ${nodes.pods} pods requesting ${nodes.cores.toFixed(2)} cores and ${nodes.gib.toFixed(1)} GiB.`,
    `${nodes.count} node(s) of ${usage.node}, decided by ${nodes.because}.`,
    `A host for each pod of a workload would be ${nodes.withHostForEachPod} node(s): spreading softly saves $${savedBySpreadingSoftly(basis).toFixed(2)} a month.`,
    `Usage a month: ${usage.natGb} GB through NAT, ${usage.endpointGb} GB through endpoints, ${usage.internetGb} GB to the internet, ${usage.loadBalancerUnits} load balancer units, ${usage.requestsMillion} million requests, ${usage.logGb.flow} GB of flow logs, ${usage.logGb.cluster} GB of cluster logs, ${usage.logGb.database} GB of database logs, ${usage.logGb.waf} GB of firewall logs and ${usage.imageGb} GB of images.`,
    'Not included: traffic between zones, stored logs, reads of secrets (30 cents), requests to keys, backups larger than their database, key rotations (a dollar a month for each of the first two).',
    `Sources: ${sources.join(' ')}`,
  ];
}
