import type { RecordedResource } from '../../recorder/recorded-resource.ts';
import { type CostLine, hourly, metered } from './cost-lines.ts';
import { estimateNodes } from './node-estimate.ts';
import type { CostBasis, Pricer, Pricers } from './pricer.ts';
import { hoursPerMonth } from './prices.ts';

const controlPlane: Pricer = (_, { prices }) => [hourly('control plane', prices, 'eks.cluster')];

const nodePool: Pricer = (resource, basis) => nodeCosts(resource, basis, estimateNodes(basis.graph, basis.usage).count);

/** The dollars a month that a stack saves by not giving each pod of a workload a host of its own. */
export function savedBySpreadingSoftly(basis: CostBasis): number {
  const { count, withHostForEachPod } = estimateNodes(basis.graph, basis.usage);
  const usd = (nodes: number) =>
    basis.graph
      .ofKind('NodePool')
      .flatMap((pool) => nodeCosts(pool, basis, nodes))
      .reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
  return usd(withHostForEachPod) - usd(count);
}

/** The nodes that Auto Mode is expected to run, its fee (the same for spot and on-demand), and their disks. */
function nodeCosts(
  { inputs }: RecordedResource,
  { graph, prices, usage, runningHours }: CostBasis,
  count: number,
): CostLine[] {
  const type = usage.node;
  const onDemand = prices.of(`ec2.${type}`) * count * runningHours;
  const discount = allowsSpot(inputs.spec) ? usage.spotDiscount : 0;
  const disk = nodeDiskGb(graph.ofKind('NodeClass')[0]?.inputs.spec);
  const share = runningHours / hoursPerMonth;
  return [
    {
      what: `${count} × ${type}${discount > 0 ? ` spot (${Math.round(discount * 100)} % off)` : ''}: ${runningHours} h × $${prices.of(`ec2.${type}`)}`,
      monthlyUsd: onDemand * (1 - discount),
    },
    hourly("Auto Mode's fee", prices, `eks.auto.${type}`, { count, hours: runningHours }),
    metered('gp3 volumes of nodes', prices, 'ebs.gp3', disk * count * share, 'GB-month'),
  ];
}

function allowsSpot(spec: unknown): boolean {
  const { template } = spec as { template: { spec: { requirements: { key: string; values: string[] }[] } } };
  return template.spec.requirements.some(
    ({ key, values }) => key === 'karpenter.sh/capacity-type' && values.includes('spot'),
  );
}

/** Auto Mode gives a node 80 GiB unless its NodeClass sets a size. */
function nodeDiskGb(spec: unknown): number {
  const size = (spec as { ephemeralStorage?: { size?: string } } | undefined)?.ephemeralStorage?.size ?? '80Gi';
  return Number.parseInt(size, 10);
}

const volumeClaim: Pricer = ({ inputs }, { prices }) => {
  const { resources } = inputs.spec as { resources: { requests: { storage: string } } };
  return [metered('gp3 volume', prices, 'ebs.gp3', Number.parseInt(resources.requests.storage, 10), 'GB-month')];
};

export const clusterPricers: Pricers = {
  'eks:index:Cluster': controlPlane,
  'kubernetes:karpenter.sh/v1:NodePool': nodePool,
  'kubernetes:core/v1:PersistentVolumeClaim': volumeClaim,
};
