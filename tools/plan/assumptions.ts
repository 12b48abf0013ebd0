import type { CostBasis } from './pricing/cost.ts';
import { estimateNodes } from './pricing/node-estimate.ts';
import { hoursPerMonth } from './pricing/price-list.ts';

/** What the total takes for granted, as sentences; the figures of traffic and load are the stack's own `usage`. */
export function assumptionsOf(basis: CostBasis | undefined): string[] {
  const desired = 'This is the desired state of the stack, not a difference to what is running.';
  if (basis === undefined) return [desired, 'Nothing is billed: the stack lives on a cluster that already exists.'];
  const { usage, prices, graph, awakeHours } = basis;
  const { region, asOf } = prices.list;
  const nodes = estimateNodes(graph, usage);
  const { sources, scaled } = prices.provenance();
  return [
    desired,
    `${hoursPerMonth} hours a month; ${region} on-demand list prices as known in ${asOf}, before tax, free tiers and discounts.`,
    ...(scaled.length > 0 ? [`Scaled from another region's list, not read: ${scaled.join(', ')}.`] : []),
    ...(awakeHours < hoursPerMonth
      ? [`Nodes and database run ${awakeHours} of ${hoursPerMonth} hours: the stack sleeps in between.`]
      : []),
    `Autoscalers stand at ${usage.load * 100} % between their least and most: ${nodes.pods} pods asking for ${nodes.cores.toFixed(2)} cores and ${nodes.gib.toFixed(1)} GiB.`,
    `${nodes.count} node(s) of ${usage.node}, decided by ${nodes.because}; the built-in system pool stays empty.`,
    `A month sees ${usage.natGb} GB through NAT, ${usage.endpointGb} GB through endpoints, ${usage.internetGb} GB to the internet, ${usage.loadBalancerUnits} load balancer units, ${usage.requestsMillion} million requests, ${usage.logGb.flow} GB of flow logs, ${usage.logGb.cluster} GB of cluster logs and ${usage.imageGb} GB of images.`,
    'Left out: traffic between zones, kept log volume, reads of secrets (30 cents) and use of keys by the request, backups larger than their database, key rotations (a dollar a month for each of the first two).',
    `Sources: ${sources.join(' ')}`,
  ];
}
