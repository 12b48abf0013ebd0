import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { repositoryRoot } from '../shared/environment.ts';
import { readRunners, runnerOf } from './stack-runners.ts';

const jobSchema = z.object({
  'runs-on': z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  needs: z.union([z.string(), z.array(z.string())]).default([]),
  strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(z.object({ uses: z.string().default('') })).default([]),
});
const workflowSchema = z.object({ jobs: z.record(z.string(), jobSchema) });

const folder = join(repositoryRoot, '.github/workflows');
const jobs = readdirSync(folder).flatMap((file) => {
  const { jobs: found } = workflowSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
  return Object.entries(found).map(([name, job]) => ({ name: `${file} ${name}`, job }));
});
/** Jobs that sign in to the cloud, with the composite action or by themselves. */
const inCloud = jobs.filter(({ job }) =>
  job.steps.some(({ uses }) => uses === './.github/actions/cloud' || uses.startsWith('aws-actions/')),
);
const expression = (text: string) => `\${{ ${text} }}`;

describe('a job that signs in to the cloud', () => {
  it('is in the workflows that deploy, preview and compare', () => {
    expect(inCloud.map(({ name }) => name)).toEqual(['deploy.yml deploy', 'drift.yml compare', 'preview.yml live']);
  });

  it.each(inCloud)('runs where the configuration of its stack says: $name', ({ job }) => {
    const matrix = job.strategy?.matrix.include;
    expect([job['runs-on'], matrix]).toEqual(
      matrix === undefined
        ? [expression('needs.runners.outputs.runner'), undefined]
        : [expression('matrix.runner'), expression('fromJSON(needs.runners.outputs.stacks)')],
    );
    expect([job.needs].flat()).toContain('runners');
  });
});

it('delivery goes to stacks that have a runner', async () => {
  const runners = await readRunners();
  const deployed = jobs.filter(({ job }) => job.uses?.endsWith('/deploy.yml')).map(({ job }) => String(job.with.stack));
  expect(deployed).toEqual(['dev', 'staging', 'prod']);
  expect(deployed.map((stack) => runnerOf(stack, runners))).toEqual(runners.map(({ runner }) => runner));
});
