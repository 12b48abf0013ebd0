import { styleText } from 'node:util';
import {
  changeSummary,
  hiddenReason,
  type ReportContent,
  shortType,
  shortUrn,
  shortValue,
  usd,
  usdChange,
  withoutClusterObjects,
} from './report-format.ts';
import { countResources, type ResourceNode, resourceTree } from './resource-tree.ts';
import type { ResourceChange, StackChange } from './stack-change.ts';
import type { StackPlan } from './stack-plan.ts';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
type Paint = (style: Style, text: string) => string;

const priceColumn = 110;

/** The plan for a terminal. Without colour, the same text for a pipe or a file. */
export function treeReport({ plan, change, problems }: ReportContent, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const nodes = resourceTree(plan);
  return [
    `${paint('bold', plan.stack)}: desired state, not a comparison with what is running`,
    '',
    ...nodes.flatMap((node) => treeLines(node, '', '', paint)),
    '',
    ...countLines(plan, paint),
    ...costLines(plan, nodes, paint),
    ...section('Assumptions', plan.assumptions, paint),
    ...findingLines(plan, paint),
    ...(change ? changeLines(change, paint) : []),
    ...plan.warnings.map((warning) => paint('yellow', `WARNING: ${warning}`)),
    ...problems.map((problem) => paint('red', `FAILED: ${problem}`)),
    ...(problems.length === 0 ? [paint('green', 'OK')] : []),
  ].join('\n');
}

function treeLines(
  { resource, children, totalUsd }: ResourceNode,
  prefix: string,
  childPrefix: string,
  paint: Paint,
): string[] {
  const { type, name, properties, component, implied, protect } = resource;
  const details = Object.entries(properties).map(([key, value]) => `${key}=${shortValue(value)}`);
  const marks = [
    ...(implied ? [resource.parent === undefined ? '(made before the stack)' : '(created by the above)'] : []),
    ...(protect ? ['[protected]'] : []),
  ];
  const label = component ? paint('bold', name) : name;
  const rest = [shortType(type), ...details, ...marks].join('  ');
  const plain = `${prefix}${name}  ${rest}`;
  const price = component ? paint('dim', usd(totalUsd)) : paint('cyan', usd(resource.monthlyUsd));
  const space = ' '.repeat(Math.max(2, priceColumn - plain.length - usd(totalUsd).length));
  const own = `${paint('dim', prefix)}${label}  ${paint('dim', rest)}${totalUsd >= 0.005 ? space + price : ''}`;
  const bill = resource.costs.map(({ what }) =>
    paint('dim', `${childPrefix}${children.length > 0 ? '│ ' : '  '}  ${what}`),
  );
  return [
    own,
    ...bill,
    ...children.flatMap((child, index) => {
      const last = index === children.length - 1;
      return treeLines(child, `${childPrefix}${last ? '└─ ' : '├─ '}`, `${childPrefix}${last ? '   ' : '│  '}`, paint);
    }),
  ];
}

function countLines(plan: StackPlan, paint: Paint): string[] {
  const { total, byProvider, implied } = countResources(plan);
  const parts = [...byProvider].map(([provider, count]) => `${count} ${provider}`).join(', ');
  return [`${paint('bold', `${total} resources`)} (${parts}), and ${implied} more that they are known to create`, ''];
}

function costLines(plan: StackPlan, nodes: readonly ResourceNode[], paint: Paint): string[] {
  const billed = nodes.filter(({ totalUsd }) => totalUsd >= 0.005).sort((one, other) => other.totalUsd - one.totalUsd);
  const line = (name: string, amount: string) => `  ${name.padEnd(24)}${amount.padStart(12)}`;
  const budget = plan.budgetUsd === undefined ? 'no budget' : `budget $${plan.budgetUsd.toFixed(2)}`;
  return [
    paint('bold', 'Monthly cost by component'),
    ...billed.map(({ resource, totalUsd }) => line(resource.name, usd(totalUsd))),
    paint('bold', line('total', `$${plan.monthlyUsd.toFixed(2)}`)) + paint('dim', `   ${budget}`),
    '',
  ];
}

function findingLines({ findings, accepted }: StackPlan, paint: Paint): string[] {
  return [
    ...section(
      `Policies: ${findings.length} finding(s), ${accepted.length} accepted with a reason`,
      [
        ...findings.map(({ rule, level, urn, message }) => {
          return `${paint(level === 'mandatory' ? 'red' : 'yellow', `${level} ${rule}`)}  ${shortUrn(urn)}: ${message}`;
        }),
        ...accepted.map(({ rule, urn, reason }) => paint('dim', `accepted ${rule}  ${shortUrn(urn)}: ${reason}`)),
      ],
      paint,
    ),
  ];
}

const signs: Readonly<Record<ResourceChange['action'], readonly [string, Style]>> = {
  create: ['+ create ', 'green'],
  delete: ['- delete ', 'red'],
  update: ['~ update ', 'yellow'],
  replace: ['± replace', 'red'],
  cost: ['$ cost   ', 'cyan'],
};

function changeLines(change: StackChange, paint: Paint): string[] {
  const { listed, objects } = withoutClusterObjects(change);
  const lines = listed.flatMap((one) => linesOfChange(one, paint));
  const rest =
    objects > 0 ? [`${paint('red', '± replace')} ${objects} objects in the cluster, because it is another one`] : [];
  const all = [...lines, ...rest];
  return section(`Changes since ${change.since}`, [...(all.length > 0 ? all : ['none']), changeSummary(change)], paint);
}

function linesOfChange(change: ResourceChange, paint: Paint): string[] {
  const { action, type, name, properties, beforeUsd, afterUsd, downtime } = change;
  const [sign, style] = signs[action];
  const cost = beforeUsd === afterUsd ? '' : `  ${usdChange(afterUsd - beforeUsd)}`;
  const details = [
    ...(downtime === undefined ? [] : [paint('red', `downtime: ${downtime}`)]),
    ...hiddenReason(change),
    ...properties.map(({ path, before, after, replaces }) => {
      return `${path}: ${shortValue(before)} → ${shortValue(after)}${replaces ? paint('red', '  (forces replacement)') : ''}`;
    }),
  ];
  return [`${paint(style, sign)} ${shortType(type)} ${name}${cost}`, ...details.map((line) => `            ${line}`)];
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return [paint('bold', title), ...lines.map((line) => `  ${line}`), ''];
}
