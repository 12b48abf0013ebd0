import { styleText } from 'node:util';
import type { ReportContent } from './json-report.ts';
import { usd, usdChange } from './money.ts';
import { type Branch, branchesOf, countsOf } from './resource-tree.ts';
import type { ResourceChange, StackChange } from './stack-change.ts';
import type { StackPlan } from './stack-plan.ts';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
type Paint = (style: Style, text: string) => string;

const priceColumn = 110;

/** The plan for a terminal; without colour, the same text for a pipe. */
export function treeReport({ plan, change, verdict }: ReportContent, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const branches = branchesOf(plan);
  return [
    `${paint('bold', plan.stack)}: desired state, not a difference to what is running`,
    '',
    ...branches.flatMap((branch) => treeLines(branch, '', '', paint)),
    '',
    ...countLines(plan, paint),
    ...costLines(plan, branches, paint),
    ...section('Assumptions', plan.assumptions, paint),
    ...findingLines(plan, paint),
    ...(change ? changeLines(change, paint) : []),
    ...verdict.problems.map((problem) => paint('red', `FAILED: ${problem}`)),
    ...(verdict.problems.length === 0 ? [paint('green', 'OK')] : []),
  ].join('\n');
}

function treeLines({ resource, children, totalUsd }: Branch, lead: string, below: string, paint: Paint): string[] {
  const { type, name, properties, component, expanded, protect } = resource;
  const details = Object.entries(properties).map(([key, value]) => `${key}=${shorten(value)}`);
  const marks = [...(expanded ? ['(made by the above)'] : []), ...(protect ? ['[protected]'] : [])];
  const label = component ? paint('bold', name) : name;
  const rest = [shortType(type), ...details, ...marks].join('  ');
  const plain = `${lead}${name}  ${rest}`;
  const price = component ? paint('dim', usd(totalUsd)) : paint('cyan', usd(resource.monthlyUsd));
  const space = ' '.repeat(Math.max(2, priceColumn - plain.length - usd(totalUsd).length));
  const own = `${paint('dim', lead)}${label}  ${paint('dim', rest)}${totalUsd >= 0.005 ? space + price : ''}`;
  const bill = resource.costs.map(({ what }) => paint('dim', `${below}${children.length > 0 ? '│ ' : '  '}  ${what}`));
  return [
    own,
    ...bill,
    ...children.flatMap((child, index) => {
      const last = index === children.length - 1;
      return treeLines(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, paint);
    }),
  ];
}

function countLines(plan: StackPlan, paint: Paint): string[] {
  const { total, byProvider, expanded } = countsOf(plan);
  const parts = [...byProvider].map(([provider, count]) => `${count} ${provider}`).join(', ');
  return [`${paint('bold', `${total} resources`)} (${parts}), and ${expanded} more known to be made by them`, ''];
}

function costLines(plan: StackPlan, branches: readonly Branch[], paint: Paint): string[] {
  const paying = branches
    .filter(({ totalUsd }) => totalUsd >= 0.005)
    .sort((one, other) => other.totalUsd - one.totalUsd);
  const line = (name: string, amount: string) => `  ${name.padEnd(24)}${amount.padStart(12)}`;
  const budget = plan.budgetUsd === undefined ? 'no budget' : `budget $${plan.budgetUsd.toFixed(2)}`;
  return [
    paint('bold', 'Monthly cost by component'),
    ...paying.map(({ resource, totalUsd }) => line(resource.name, usd(totalUsd))),
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

function changeLines({ since, changes, beforeUsd, afterUsd }: StackChange, paint: Paint): string[] {
  const lines = changes.flatMap(({ action, type, name, properties, beforeUsd: from, afterUsd: to }) => [
    `${paint(signs[action][1], signs[action][0])} ${shortType(type)} ${name}${from === to ? '' : `  ${usdChange(to - from)}`}`,
    ...properties.map(({ path, before, after, replaces }) => {
      return `            ${path}: ${show(before)} → ${show(after)}${replaces ? paint('red', '  (forces replacement)') : ''}`;
    }),
  ]);
  const total = `cost $${beforeUsd.toFixed(2)} → $${afterUsd.toFixed(2)} (${usdChange(afterUsd - beforeUsd)} a month)`;
  return section(`Changes since ${since}`, [...(lines.length > 0 ? lines : ['none']), total], paint);
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return [paint('bold', title), ...lines.map((line) => `  ${line}`), ''];
}

/** `aws:ec2/vpc:Vpc` reads as `aws ec2 Vpc`; the group of a Kubernetes object tells less than its kind. */
export function shortType(type: string): string {
  const [provider = type, module = '', kind = module] = type.split(':');
  if (provider === 'taskyard' || provider === 'pulumi') return kind;
  return [provider, ...(provider === 'aws' ? [module.split('/')[0]] : []), kind].join(' ');
}

/** What follows the types: the name, as an exemption would write it. */
export function shortUrn(urn: string): string {
  const [type = '', name] = urn.split('::').slice(-2);
  return name === undefined ? urn : `${shortType(type.split('$').at(-1) ?? type)} ${name}`;
}

export function show(value: unknown): string {
  return value === undefined ? '(not set)' : shorten(typeof value === 'string' ? value : JSON.stringify(value));
}

function shorten(text: string): string {
  const line = text.replaceAll('\n', '⏎');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
