import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack } from '../../tools/recorder/recorder.ts';

describe('External Secrets', () => {
  it('serves the namespaces of the app only', async () => {
    const graph = new RecordedGraph(await recordStack('prod'));
    const [store, ...others] = [...graph.ofKind('ClusterSecretStore'), ...graph.ofKind('SecretStore')];
    expect(others).toEqual([]);
    expect(store?.inputs.spec).toMatchObject({ conditions: [{ namespaces: ['taskyard', 'taskyard-data'] }] });
  });

  it('may read the secrets of its stack only', async () => {
    const graph = new RecordedGraph(await recordStack('prod'));
    const { policy } = graph.one('iam/rolePolicy:RolePolicy', 'external-secrets').inputs;
    const { Statement } = JSON.parse(policy as string) as {
      Statement: { Action: string | string[]; Resource: unknown }[];
    };
    expect(
      Statement.flatMap(({ Action }) => Action).filter((action) => !/:(Get|Describe|Decrypt)/.test(action)),
    ).toEqual([]);
    expect(Statement.flatMap(({ Resource }) => Resource)).toEqual([
      'arn:aws:secretsmanager:eu-central-1:333333333333:secret:taskyard-prod/*',
      // The secret of the database's administrator. RDS chooses its name.
      expect.stringMatching(/:rds$/),
      expect.stringMatching(/:secrets-key$/),
    ]);
  });
});
