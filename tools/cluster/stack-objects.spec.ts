import { describe, expect, it } from 'vitest';
import { versions } from '../../stacks/versions.ts';
import { recordStack } from '../recorder/recorder.ts';
import { chartsOf } from '../render/manifest.ts';
import { stackObjects } from './stack-objects.ts';

describe('the objects of a stack', () => {
  it('leave out only the objects of these charts, which come from the internet', async () => {
    expect(chartsOf(await recordStack('local'))).toEqual([`metrics-server ${versions.metricsServerChart}`]);
    for (const stack of ['dev', 'staging', 'prod'] as const) {
      expect(chartsOf(await recordStack(stack))).toEqual([`external-secrets ${versions.externalSecretsChart}`]);
    }
  });

  it('come after the migration if they are Deployments of the app', async () => {
    const objects = await stackObjects('prod');
    const migration = objects.find(
      ({ object }) => object.kind === 'Job' && object.metadata.name.startsWith('migrate-'),
    );
    const deployments = objects.filter(({ object }) => object.kind === 'Deployment');
    expect(deployments.map(({ object }) => object.metadata.name).sort()).toEqual(['auth', 'tasks', 'web']);
    for (const { after } of deployments) expect(after).toContain(migration?.urn);
  });
});
