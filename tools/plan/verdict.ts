import type { StackPlan } from './stack-plan.ts';

export interface Verdict {
  /** Why the run fails, as sentences; none when it passes. */
  readonly problems: readonly string[];
}

/** A mandatory finding fails, and so does a total over the budget. `--budget` also fails a stack that has none. */
export function verdictOf({ findings, monthlyUsd, budgetUsd, stack }: StackPlan, budgetDemanded: boolean): Verdict {
  const broken = findings.filter(({ level }) => level === 'mandatory').length;
  const cents = Math.round(monthlyUsd * 100) / 100;
  return {
    problems: [
      ...(broken > 0 ? [`${broken} mandatory policy finding(s)`] : []),
      ...(budgetUsd !== undefined && cents > budgetUsd
        ? [`$${cents.toFixed(2)} a month is over the budget of $${budgetUsd.toFixed(2)}`]
        : []),
      ...(budgetDemanded && budgetUsd === undefined ? [`${stack} has no budget: set taskyard:budget`] : []),
    ],
  };
}
