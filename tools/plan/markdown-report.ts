import type { ReportContent } from './json-report.ts';
import { usd, usdChange } from './money.ts';
import { branchesOf, countsOf } from './resource-tree.ts';
import type { StackChange } from './stack-change.ts';
import type { StackPlan } from './stack-plan.ts';
import { shortType, shortUrn, show } from './tree-report.ts';

/** The plan as a comment on a pull request: what decides first, the rest folded away. */
export function markdownReport({ plan, change, verdict }: ReportContent): string {
  const { total, byProvider, expanded } = countsOf(plan);
  const counts = [...byProvider].map(([provider, count]) => `${count} ${provider}`).join(', ');
  const difference = change ? ` (${usdChange(change.afterUsd - change.beforeUsd)})` : '';
  return [
    `### \`${plan.stack}\`: $${plan.monthlyUsd.toFixed(2)} a month${difference}`,
    '',
    verdict.problems.length === 0
      ? '✅ Within every rule.'
      : verdict.problems.map((problem) => `❌ ${problem}`).join('\n'),
    '',
    `${total} resources (${counts}), and ${expanded} more known to be made by them. Desired state, not a difference to what is running.`,
    '',
    ...(change ? changeTable(change) : []),
    ...folded('Cost by component', costTable(plan)),
    ...folded(`Policies: ${plan.findings.length} findings, ${plan.accepted.length} accepted`, findingTable(plan)),
    ...folded(
      'Assumptions',
      plan.assumptions.map((assumption) => `- ${assumption}`),
    ),
  ].join('\n');
}

function changeTable({ since, changes }: StackChange): string[] {
  if (changes.length === 0) return [`No change since ${since}.`, ''];
  return [
    `Changes since ${since}:`,
    '',
    ...table(
      ['', 'resource', 'change', 'cost'],
      changes.map(({ action, type, name, properties, beforeUsd, afterUsd }) => [
        action,
        `${shortType(type)} \`${name}\``,
        properties.map(({ path, before, after }) => `${path}: ${show(before)} → ${show(after)}`).join('<br>'),
        beforeUsd === afterUsd ? '' : usdChange(afterUsd - beforeUsd),
      ]),
    ),
    '',
  ];
}

function costTable(plan: StackPlan): string[] {
  const paying = branchesOf(plan).filter(({ totalUsd }) => totalUsd >= 0.005);
  const rows = paying.map(({ resource, totalUsd }) => [resource.name, usd(totalUsd)]);
  return table(['component', 'a month'], [...rows, ['**total**', `**$${plan.monthlyUsd.toFixed(2)}**`]]);
}

function findingTable({ findings, accepted }: StackPlan): string[] {
  if (findings.length + accepted.length === 0) return ['Nothing.'];
  return table(
    ['rule', 'resource', ''],
    [
      ...findings.map(({ rule, level, urn, message }) => [`${level}: ${rule}`, shortUrn(urn), message]),
      ...accepted.map(({ rule, urn, reason }) => [`accepted: ${rule}`, shortUrn(urn), reason]),
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Values come from a pull request, which anybody may have opened: no mark-up of theirs, no mention, no table of their own. */
function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll('@', '@\u200b')
    .replace(/<(?!br>)/g, '&lt;')
    .replaceAll('\n', ' ');
}

function folded(title: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}
