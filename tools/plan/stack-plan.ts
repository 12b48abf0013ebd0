import { officeHoursPerMonth } from '../../stacks/config/office-hours.ts';
import type { StackSettings } from '../../stacks/config/schema.ts';
import { type Evaluation, evaluateRules } from '../../stacks/policies/evaluate.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { assumptionsOf } from './assumptions.ts';
import { keyProperties } from './key-properties.ts';
import { type AccountResource, accountResources } from './pricing/account-costs.ts';
import { costsOf, UnpricedTypeError } from './pricing/cost.ts';
import type { CostLine } from './pricing/cost-lines.ts';
import { impliedResources } from './pricing/implied-resources.ts';
import type { CostBasis } from './pricing/pricer.ts';
import { ageWarning, hoursPerMonth, Prices } from './pricing/prices.ts';

/** A resource of a stack with its cost. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent. */
  readonly parent: string | undefined;
  /** US dollars a month; 0 for what is free. */
  readonly monthlyUsd: number;
  readonly costs: readonly CostLine[];
  /** The most important inputs, such as a size. */
  readonly properties: Readonly<Record<string, string>>;
  readonly protect: boolean;
  /** True for components, which only group resources. */
  readonly component: boolean;
  /** True for what the program does not declare: a declared resource creates it, or, without a parent, it was there before. */
  readonly implied: boolean;
}

/** A stack before it exists: its resources, its cost, and the findings of the policies. */
export interface StackPlan extends Evaluation {
  readonly stack: string;
  readonly resources: readonly PlannedResource[];
  readonly monthlyUsd: number;
  readonly assumptions: readonly string[];
  /** What makes the figures doubtful, as sentences. They do not fail the plan. */
  readonly warnings: readonly string[];
  readonly budgetUsd: number | undefined;
}

/**
 * The plan of a stack from its recorded resources.
 *
 * @throws {UnpricedTypeError} when a type has no price and is not listed as free
 * @throws {UnknownPriceError} when a size or region has no price
 */
export function planOf(stack: string, recorded: readonly RecordedResource[], settings: StackSettings): StackPlan {
  const basis = costBasis(new RecordedGraph(recorded), settings);
  const costs = costsOf(recorded, basis);
  const resources = [
    ...recorded.flatMap((resource) => [
      plannedResource(resource, costs.get(resource.urn) ?? []),
      ...impliedBy(resource, basis !== undefined),
    ]),
    ...(basis === undefined ? [] : accountResources(basis.prices).map(existingResource)),
  ];
  const oldPrices = basis && ageWarning(basis.prices, new Date());
  return {
    stack,
    resources,
    monthlyUsd: resources.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0),
    assumptions: assumptionsOf(basis),
    warnings: oldPrices === undefined ? [] : [oldPrices],
    ...evaluateRules(recorded, { protected: settings.protected }, settings.exemptions),
    budgetUsd: settings.budget?.monthlyUsd,
  };
}

/** What the cost of a stack on AWS is calculated from; `undefined` outside AWS. */
function costBasis(graph: RecordedGraph, settings: StackSettings): CostBasis | undefined {
  if (settings.platform !== 'aws') return undefined;
  const { account, usage, officeHours } = settings;
  const runningHours = officeHours === undefined ? hoursPerMonth : officeHoursPerMonth(officeHours);
  return { graph, usage, prices: new Prices(account.region), runningHours };
}

function plannedResource(resource: RecordedResource, costs: readonly CostLine[]): PlannedResource {
  const { urn, type, name, parent, protect, custom } = resource;
  return {
    urn,
    type,
    name,
    parent,
    protect,
    component: !custom,
    implied: false,
    properties: keyProperties(resource),
    costs,
    monthlyUsd: costs.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0),
  };
}

function existingResource({ type, name, costs }: AccountResource): PlannedResource {
  return undeclared({ urn: `${type}::${name}`, type, name, parent: undefined, costs });
}

/** @throws {UnpricedTypeError} for a chart whose resources and pods are unknown */
function impliedBy(resource: RecordedResource, onAws: boolean): PlannedResource[] {
  const resources = impliedResources(resource, onAws);
  if (resources === undefined) throw new UnpricedTypeError([`${resource.type} (chart ${resource.inputs.chart})`]);
  return resources.map(({ type, name }) =>
    undeclared({ urn: `${resource.urn}$${type}::${name}`, type, name, parent: resource.urn, costs: [] }),
  );
}

function undeclared(resource: Pick<PlannedResource, 'urn' | 'type' | 'name' | 'parent' | 'costs'>): PlannedResource {
  return {
    ...resource,
    monthlyUsd: resource.costs.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0),
    properties: {},
    protect: false,
    component: false,
    implied: true,
  };
}
