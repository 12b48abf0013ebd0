import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

// `npm run test:engine` shows what an engine makes of these.

interface Template {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}

describe.each(stackNames)('a change of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const annotationsOf = (type: string, name: string) =>
    (graph.one(type, name).inputs.spec as { template: Template }).template.metadata.annotations ?? {};

  it('updates Secrets and ConfigMaps in place', () => {
    const providers = graph.all('pulumi:providers:kubernetes');
    expect(providers).toHaveLength(1);
    expect(providers[0]?.inputs).toMatchObject({ enableSecretMutable: 'true', enableConfigMapMutable: 'true' });
  });

  it('keeps every object when the kubeconfig of the cluster changes', () => {
    const [provider] = graph.all('pulumi:providers:kubernetes');
    expect(provider?.inputs.clusterIdentifier).toBe(stack === 'local' ? undefined : 'https://cluster.eks.example');
  });

  it('rolls the backend for new passwords and authorities, and web for neither', () => {
    for (const name of ['auth', 'tasks']) {
      expect(annotationsOf(':Deployment', name)).toEqual({
        'taskyard/generation': '1',
        'taskyard/database-authorities': expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    }
    expect(annotationsOf(':Deployment', 'web')).toEqual({});
  });

  it('derives no annotation from a secret', () => {
    for (const { name, secretInputs } of [...graph.all(':Deployment'), ...graph.all(':StatefulSet')]) {
      expect(secretInputs, name).not.toContain('spec');
    }
  });

  it('runs a Job again that has not completed', () => {
    const jobs = graph.all(':Job');
    expect(jobs).toHaveLength(3);
    for (const { inputs } of jobs) {
      expect(inputs.metadata).toMatchObject({ annotations: { 'pulumi.com/replaceUnready': 'true' } });
    }
  });
});
