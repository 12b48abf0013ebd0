import type { Step } from './steps.ts';

/** The steps as plain text for a terminal. */
export function asText(steps: readonly Step[]): string {
  return steps.map((step, index) => [`${index + 1}. ${heading(step)}`, ...body(step)].join('\n')).join('\n\n');
}

/** The steps as a list of Markdown, as docs/first-deploy.md has them. */
export function asMarkdown(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      const { note, commands } = step;
      const lines = [...(note === undefined ? [] : [note]), '```sh', ...commands, '```'];
      const number = `${index + 1}. `;
      const indented = lines.map((line) => ' '.repeat(number.length) + line);
      return [`${number}**${step.title}** (${duration(step)}).`, ...indented].join('\n');
    })
    .join('\n');
}

function heading(step: Step): string {
  const source = step.source === 'an estimate' ? 'estimate' : step.source;
  return `${step.title} (${step.takes}; ${source})`;
}

function body({ note, commands }: Step): string[] {
  return [...(note === undefined ? [] : [`   ${note}`]), ...commands.map((command) => `     ${command}`)];
}

function duration({ takes, source }: Step): string {
  return `${takes}; ${source === 'an estimate' ? 'estimate' : `[AWS](${source})`}`;
}
