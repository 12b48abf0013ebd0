import type { ReportContent } from './report-format.ts';

/** `{stack, resources, monthlyUsd, assumptions, warnings, findings, accepted, budgetUsd, problems, change?}`; dollars to the cent. */
export function jsonReport({ plan, change, problems }: ReportContent): string {
  return JSON.stringify({ ...plan, ...(change === undefined ? {} : { change }), problems }, roundToCents, 2);
}

function roundToCents(key: string, value: unknown): unknown {
  return /Usd$/.test(key) && typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
