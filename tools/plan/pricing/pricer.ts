import type { Usage } from '../../../stacks/config/schema.ts';
import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import type { RecordedResource } from '../../recorder/recorded-resource.ts';
import type { CostLine } from './cost-lines.ts';
import type { Prices } from './prices.ts';

/** What the monthly cost of a resource is calculated from. */
export interface CostBasis {
  readonly graph: RecordedGraph;
  readonly prices: Prices;
  readonly usage: Usage;
  /** Hours a month in which nodes and the database run. Fewer than all when the stack has office hours. */
  readonly runningHours: number;
}

/** Calculates the monthly bill of one resource. */
export type Pricer = (resource: RecordedResource, basis: CostBasis) => CostLine[];

/** Pricers by resource type. */
export type Pricers = Readonly<Record<string, Pricer>>;
