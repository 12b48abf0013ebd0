import { officeHoursPerMonth } from '../../stacks/config/office-hours.ts';
import type { StackSettings } from '../../stacks/config/schema.ts';
import { parseSettings } from '../../stacks/config.ts';
import { type Evaluation, evaluateRules, type Finding } from '../../stacks/policies/evaluate.ts';
import type { RecordedResource } from '../recorder/declaration.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import type { ConfigValues } from '../recorder/recorder.ts';
import { assumptionsOf } from './assumptions.ts';
import { expansionsOf } from './expansions.ts';
import { keyProperties } from './key-properties.ts';
import { type CostBasis, type CostLine, costsOf, UnpricedTypeError } from './pricing/cost.ts';
import { hoursPerMonth } from './pricing/price-list.ts';
import { Prices } from './pricing/prices.ts';

/** A resource of a stack with what it costs. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the component it belongs to. */
  readonly parent: string | undefined;
  /** US dollars a month; 0 for what is free. */
  readonly monthlyUsd: number;
  readonly costs: readonly CostLine[];
  /** The inputs a reader decides by, such as a size. */
  readonly properties: Readonly<Record<string, string>>;
  readonly protect: boolean;
  /** True for components, which only group. */
  readonly component: boolean;
  /** True for what a declared resource is known to make, and nobody declared. */
  readonly expanded: boolean;
}

/** A stack before it exists: what it is made of, what it costs, and what the rules say to it. */
export interface StackPlan extends Evaluation {
  readonly stack: string;
  readonly resources: readonly PlannedResource[];
  readonly monthlyUsd: number;
  readonly assumptions: readonly string[];
  readonly budgetUsd: number | undefined;
}

export type { Finding };

/** The settings of a stack from the values of its file. @throws {ConfigError} */
export function settingsOf(values: ConfigValues): StackSettings {
  return parseSettings(values, 'taskyard');
}

/**
 * Works a recording out into a plan.
 *
 * @throws {UnpricedTypeError} when a type is neither priced nor declared free
 * @throws {UnknownPriceError} when a size or region has no price
 */
export function planOf(stack: string, recorded: readonly RecordedResource[], settings: StackSettings): StackPlan {
  const graph = new RecordedGraph(recorded);
  const basis = costBasis(graph, settings);
  const costs = costsOf(recorded, basis);
  const resources = recorded.filter(isShown).flatMap((resource) => {
    const lines = costs.get(resource.urn) ?? [];
    const planned = { ...plannedResource(resource), costs: lines, monthlyUsd: sum(lines) };
    return [planned, ...expanded(resource, basis !== undefined)];
  });
  const judged = recorded.map((resource) => ({ ...resource }));
  return {
    stack,
    resources,
    monthlyUsd: resources.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0),
    assumptions: assumptionsOf(basis),
    ...evaluateRules(judged, { protected: settings.protected }, settings.exemptions),
    budgetUsd: settings.budget?.monthlyUsd,
  };
}

/** What a stack on AWS is priced by; `undefined` without AWS. */
export function costBasis(graph: RecordedGraph, settings: StackSettings): CostBasis | undefined {
  if (settings.platform !== 'aws') return undefined;
  const { account, usage, officeHours } = settings;
  const hours = officeHours === undefined ? hoursPerMonth : officeHoursPerMonth(officeHours);
  return { graph, usage, prices: new Prices(account.region), awakeHours: hours };
}

/** The stack itself is the root of the tree, not a branch of it. */
function isShown({ type }: RecordedResource): boolean {
  return type !== 'pulumi:pulumi:Stack';
}

function plannedResource(resource: RecordedResource): Omit<PlannedResource, 'costs' | 'monthlyUsd'> {
  const { urn, type, name, parent, protect, custom } = resource;
  return { urn, type, name, parent, protect, component: !custom, expanded: false, properties: keyProperties(resource) };
}

function expanded(resource: RecordedResource, cloud: boolean): PlannedResource[] {
  const parts = expansionsOf(resource, cloud);
  if (parts === undefined) throw new UnpricedTypeError([`${resource.type} (chart ${resource.inputs.chart})`]);
  return parts.map(({ type, name }) => ({
    urn: `${resource.urn}$${type}::${name}`,
    type,
    name,
    parent: resource.urn,
    costs: [],
    monthlyUsd: 0,
    properties: {},
    protect: false,
    component: false,
    expanded: true,
  }));
}

function sum(lines: readonly CostLine[]): number {
  return lines.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
}
