import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf, podsOf } from '../../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, stackNames } from '../../tools/recorder/recorder.ts';

describe.each(stackNames.filter((name) => name !== 'local'))('the rotation of signing keys in %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('starts with keys that are written once: a new generation of passwords does not overwrite rotated keys', async () => {
    const { secrets } = (await readStackFile(stack)) as { secrets: object };
    const next = new RecordedGraph(await recordStack(stack, { secrets: { ...secrets, generation: 7 } }));
    const versions = (of: RecordedGraph) =>
      of.all('SecretVersion').map(({ name, inputs }) => [name, inputs.secretStringWoVersion]);
    expect(versions(graph)).toEqual(['database', 'app', 'admin', 'jwt-keys'].map((name) => [name, 1]));
    expect(versions(next)).toEqual([...['database', 'app', 'admin'].map((name) => [name, 7]), ['jwt-keys', 1]]);
    // Secrets Manager keeps a labelled version, so a refresh does not miss it and create it again.
    expect(graph.one('SecretVersion', 'jwt-keys').inputs.versionStages).toEqual(['AWSCURRENT', 'taskyard-first']);
  });

  it('may read and write only the secret of the keys', () => {
    const { policy } = graph.one('iam/rolePolicy:RolePolicy', 'key-rotation-role').inputs;
    const { Statement } = JSON.parse(policy as string) as { Statement: { Action: string[]; Resource: string }[] };
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map((one) => `secretsmanager:${one}`),
        Resource: expect.stringMatching(/:jwt-keys$/),
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: expect.stringMatching(/:secrets-key$/),
      },
    ]);
    const association = graph.one(':PodIdentityAssociation', 'key-rotation-role').inputs;
    expect(association).toMatchObject({ namespace: 'taskyard', serviceAccount: 'rotate-keys' });
  });

  it('runs the backend’s image, one run at a time, with its own service account', () => {
    const { image } = podOf(graph, 'auth').spec.containers[0] ?? {};
    expect(graph.one(':CronJob', 'rotate-keys').inputs.spec).toMatchObject({
      concurrencyPolicy: 'Forbid',
      timeZone: 'Etc/UTC',
    });
    const { spec } = podOf(graph, 'rotate-keys');
    expect(spec.containers[0]).toMatchObject({ image, env: [{ name: 'AWS_REGION', value: expect.any(String) }] });
    expect(spec.containers[0]?.command.join(' ')).toMatch(
      `rotate --every 30d --retire --secret taskyard-${stack}/jwt-keys`,
    );
    const users = podsOf(graph).filter((pod) => pod.spec.serviceAccountName === 'rotate-keys');
    expect(users.map(({ owner }) => owner.name)).toEqual(['rotate-keys']);
  });
});
