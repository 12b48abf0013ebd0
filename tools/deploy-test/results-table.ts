import type { ScenarioResult } from './run-scenarios.ts';

/** One row for each scenario: what it is, how it ended and what it measured. */
export function resultsTable(results: readonly ScenarioResult[]): string {
  const rows = results.map((result) => [result.name, result.outcome, `${result.seconds} s`, details(result)]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same as a Markdown table, for the documentation and the summary of a workflow. */
export function markdownTable(results: readonly ScenarioResult[]): string {
  const rows = results.map((result) => [
    result.name,
    result.description,
    result.outcome,
    `${result.seconds} s`,
    details(result),
  ]);
  return [['Scenario', 'What happens', 'Result', 'Time', 'Measured'], ['---', '---', '---', '---:', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |\n`)
    .join('');
}

/** Lines like those of a test runner, which `.ci/run` counts. A skipped scenario is not a passed one. */
export function countLines(results: readonly ScenarioResult[]): string[] {
  const count = (outcome: ScenarioResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return [
    ...(count('skipped') > 0 ? [`  ${count('skipped')} skipped`] : []),
    ...(count('failed') > 0 ? [`  ${count('failed')} failed`] : []),
    `  ${count('passed')} passed`,
  ];
}

function details({ measurements, reason }: ScenarioResult): string {
  const facts = Object.entries(measurements).map(([name, value]) => `${name}: ${value}`);
  return [...facts, ...(reason === '' ? [] : [firstLines(reason)])].join('; ');
}

/** The whole reason was printed when it happened. */
function firstLines(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
