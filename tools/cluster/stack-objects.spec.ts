import { describe, expect, it } from 'vitest';
import { chartsOf, stackObjects } from './stack-objects.ts';

describe('the objects of a stack', () => {
  it('leave out only what these charts bring: they come from the internet and are not tested here', async () => {
    expect(await chartsOf('local')).toEqual(['metrics-server 3.13.0']);
    for (const stack of ['dev', 'staging', 'prod'] as const) {
      expect(await chartsOf(stack)).toEqual(['external-secrets 1.3.2']);
    }
  });

  it('come after the migration, where they are pods of the app', async () => {
    const objects = await stackObjects('prod');
    const migration = objects.find(
      ({ object }) => object.kind === 'Job' && object.metadata.name.startsWith('migrate-'),
    );
    const deployments = objects.filter(({ object }) => object.kind === 'Deployment');
    expect(deployments.map(({ object }) => object.metadata.name).sort()).toEqual(['auth', 'tasks', 'web']);
    for (const { after } of deployments) expect(after).toContain(migration?.urn);
  });
});
