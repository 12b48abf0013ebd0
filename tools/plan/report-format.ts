import { providerReason } from './replaced-resources.ts';
import type { ResourceChange, StackChange } from './stack-change.ts';
import type { StackPlan } from './stack-plan.ts';

/** What every report shows. */
export interface ReportContent {
  readonly plan: StackPlan;
  readonly change: StackChange | undefined;
  /** Why there is no comparison, although one was asked for. */
  readonly notCompared?: string | undefined;
  /** Why the run fails, as sentences; empty when it passes. */
  readonly problems: readonly string[];
}

/** `$12.30`; empty for an amount that rounds to zero. */
export function usd(amount: number): string {
  return Math.abs(amount) < 0.005 ? '' : `$${amount.toFixed(2)}`;
}

/** `+$12.30`, `-$4.00` or `±$0.00`. */
export function usdChange(amount: number): string {
  if (Math.abs(amount) < 0.005) return '±$0.00';
  return `${amount > 0 ? '+' : '-'}$${Math.abs(amount).toFixed(2)}`;
}

/** `aws:ec2/vpc:Vpc` becomes `aws ec2 Vpc`. The API group of a Kubernetes object is left out. */
export function shortType(type: string): string {
  const [provider = type, module = '', kind = module] = type.split(':');
  if (provider === 'taskyard' || provider === 'pulumi') return kind;
  return [provider, ...(provider === 'aws' ? [module.split('/')[0]] : []), kind].join(' ');
}

/** Type and name of a resource, as an exemption names them. */
export function shortUrn(urn: string): string {
  const [type = '', name] = urn.split('::').slice(-2);
  return name === undefined ? urn : `${shortType(type.split('$').at(-1) ?? type)} ${name}`;
}

/** A value of a property on one line, at most 90 characters long. */
export function shortValue(value: unknown): string {
  if (value === undefined) return '(not set)';
  const line = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\n', '⏎');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

/** `3 create, 1 update, 2 replace, 0 delete; $300.60 → $312.10 a month (+$11.50)`. */
export function changeSummary({ changes, beforeUsd, afterUsd }: StackChange): string {
  const count = (action: string) => `${changes.filter((change) => change.action === action).length} ${action}`;
  const counts = ['create', 'update', 'replace', 'delete'].map(count).join(', ');
  return `${counts}; $${beforeUsd.toFixed(2)} → $${afterUsd.toFixed(2)} a month (${usdChange(afterUsd - beforeUsd)})`;
}

/** Why a resource is replaced, when no listed property tells it; empty otherwise. */
export function hiddenReason({ replacedBecauseOf, properties }: ResourceChange): string[] {
  const isListed = properties.some(({ replaces }) => replaces);
  return replacedBecauseOf === undefined || isListed ? [] : [`because of ${replacedBecauseOf}`];
}

/** Objects that are replaced only because their cluster is another one: a line for each would hide the rest. */
export function withoutClusterObjects({ changes }: StackChange): { listed: ResourceChange[]; objects: number } {
  const listed = changes.filter(({ replacedBecauseOf }) => replacedBecauseOf !== providerReason);
  return { listed, objects: changes.length - listed.length };
}
