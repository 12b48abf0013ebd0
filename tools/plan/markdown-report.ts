import {
  changeSummary,
  hiddenReason,
  type ReportContent,
  shortType,
  shortUrn,
  shortValue,
  usd,
  withoutClusterObjects,
} from './report-format.ts';
import { countResources, resourceTree } from './resource-tree.ts';
import type { ResourceChange, StackChange } from './stack-change.ts';
import type { StackPlan } from './stack-plan.ts';

/** The plan as a comment on a pull request: the most important lines first, the details folded. */
export function markdownReport({ plan, change, notCompared, problems }: ReportContent): string {
  const { total, byProvider, implied } = countResources(plan);
  const counts = [...byProvider].map(([provider, count]) => `${count} ${provider}`).join(', ');
  const headline = change
    ? changeSummary(change).replace('replace', '**replace**')
    : `$${plan.monthlyUsd.toFixed(2)} a month`;
  return [
    `### \`${plan.stack}\`: ${headline}`,
    '',
    problems.length === 0 ? '✅ No problems.' : problems.map((problem) => `❌ ${problem}`).join('\n'),
    ...plan.warnings.map((warning) => `⚠️ ${warning}`),
    '',
    `${total} resources (${counts}), and ${implied} more that they are known to create. Desired state, not a comparison with what is running.`,
    '',
    ...(change ? changeTable(change) : []),
    ...(notCompared === undefined ? [] : [`No comparison: ${cell(notCompared)}`, '']),
    ...folded('Cost by component', costTable(plan)),
    ...folded(`Policies: ${plan.findings.length} findings, ${plan.accepted.length} accepted`, findingTable(plan)),
    ...folded(
      'Assumptions',
      plan.assumptions.map((assumption) => `- ${assumption}`),
    ),
  ].join('\n');
}

function changeTable(change: StackChange): string[] {
  if (change.changes.length === 0) return [`No change since ${cell(change.since)}.`, ''];
  const { listed, objects } = withoutClusterObjects(change);
  const rest = objects > 0 ? [['replace', `${objects} objects in the cluster`, 'another cluster', '', '', '']] : [];
  return [
    `Changes since ${cell(change.since)}:`,
    '',
    ...table(['', 'resource', 'change', 'before', 'after', 'downtime'], [...listed.map(changeRow), ...rest]),
    '',
  ];
}

function changeRow(change: ResourceChange): string[] {
  const { action, type, name, properties, beforeUsd, afterUsd, downtime } = change;
  const values = properties.map(({ path, before, after }) => `${path}: ${shortValue(before)} → ${shortValue(after)}`);
  const isSameCost = Math.abs(beforeUsd - afterUsd) < 0.005;
  return [
    action === 'replace' || action === 'delete' ? `**${action}**` : action,
    `${shortType(type)} \`${name}\``,
    [...hiddenReason(change), ...values].join('; '),
    ...(isSameCost ? ['', ''] : [`$${beforeUsd.toFixed(2)}`, `$${afterUsd.toFixed(2)}`]),
    downtime ?? '',
  ];
}

function costTable(plan: StackPlan): string[] {
  const billed = resourceTree(plan).filter(({ totalUsd }) => totalUsd >= 0.005);
  const rows = billed.map(({ resource, totalUsd }) => [resource.name, usd(totalUsd)]);
  return table(['component', 'a month'], [...rows, ['**total**', `**$${plan.monthlyUsd.toFixed(2)}**`]]);
}

function findingTable({ findings, accepted }: StackPlan): string[] {
  if (findings.length + accepted.length === 0) return ['None.'];
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

/** Values may come from the pull request of an unknown author, so HTML, mentions and column separators are escaped. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('@', '@\u200b').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

function folded(title: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}
