import type { StackPlan } from './stack-plan.ts';

/**
 * Why a plan fails, as sentences; empty when it passes. A mandatory finding fails, and so does a total over the budget.
 * With `requireBudget` a stack without a budget fails too.
 */
export function problemsOf({ findings, monthlyUsd, budgetUsd, stack }: StackPlan, requireBudget: boolean): string[] {
  const mandatory = findings.filter(({ level }) => level === 'mandatory').length;
  const roundedUsd = Math.round(monthlyUsd * 100) / 100;
  return [
    ...(mandatory > 0 ? [`${mandatory} mandatory policy finding(s)`] : []),
    ...(budgetUsd !== undefined && roundedUsd > budgetUsd
      ? [`$${roundedUsd.toFixed(2)} a month is over the budget of $${budgetUsd.toFixed(2)}`]
      : []),
    ...(requireBudget && budgetUsd === undefined ? [`${stack} has no budget: set taskyard:budget`] : []),
  ];
}
