import type { StackChange } from './stack-change.ts';
import type { StackPlan } from './stack-plan.ts';
import type { Verdict } from './verdict.ts';

export interface ReportContent {
  readonly plan: StackPlan;
  readonly change: StackChange | undefined;
  readonly verdict: Verdict;
}

/** `{stack, resources, monthlyUsd, assumptions, findings, accepted, budgetUsd, problems, change?}`; dollars to the cent. */
export function jsonReport({ plan, change, verdict }: ReportContent): string {
  return JSON.stringify({ ...plan, ...(change === undefined ? {} : { change }), ...verdict }, cents, 2);
}

function cents(key: string, value: unknown): unknown {
  return /Usd$/.test(key) && typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
