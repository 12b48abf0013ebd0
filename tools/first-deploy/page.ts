import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../shared/environment.ts';

/** docs/first-deploy.md. */
export function readPage(): string {
  return readFileSync(join(repositoryRoot, 'docs/first-deploy.md'), 'utf8');
}

/** A block of shell commands of the page. */
export interface Block {
  /** The line of the numbered list that it belongs to; empty for a block outside of one. */
  readonly step: string;
  readonly commands: readonly string[];
}

/** The blocks below a heading, up to the next heading. @throws when there is no such heading */
export function blocksBelow(page: string, heading: string): readonly Block[] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith('#') && line.includes(heading));
  if (start < 0) throw new Error(`the page has no heading with "${heading}"`);
  const blocks: Block[] = [];
  let step = '';
  let commands: string[] | undefined;
  for (const line of lines.slice(start + 1).map((text) => text.trim())) {
    if (line.startsWith('#')) break;
    if (/^\d+\. /.test(line)) step = line;
    if (line === '```sh') commands = [];
    else if (line === '```' && commands !== undefined) {
      blocks.push({ step, commands });
      commands = undefined;
    } else commands?.push(line);
  }
  return blocks;
}
