import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

interface Trust {
  readonly Statement: readonly {
    readonly Principal: { readonly Service?: string };
    readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string>> };
  }[];
}

describe.each(stackNames.filter((name) => name !== 'local'))('the AWS roles of pods in %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const associations = () => graph.all(':PodIdentityAssociation');

  it('trust one service account of one namespace of the cluster', () => {
    expect(
      associations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['external-secrets', 'key-rotation-role']);
    for (const { name, inputs } of associations()) {
      const role = graph.one('iam/role:Role', name);
      expect(inputs.roleArn, name).toMatch(new RegExp(`[:/]${role.name}$`));
      const { Statement } = JSON.parse(role.inputs.assumeRolePolicy as string) as Trust;
      expect(Statement, name).toHaveLength(1);
      expect(Statement[0]?.Principal).toEqual({ Service: 'pods.eks.amazonaws.com' });
      const required = Object.entries(Statement[0]?.Condition?.StringEquals ?? {}).map(([key, value]) => [
        key.replace('aws:RequestTag/', ''),
        value,
      ]);
      expect(Object.fromEntries(required), name).toEqual({
        'eks-cluster-arn': expect.stringMatching(new RegExp(`:cluster/${inputs.clusterName}$`)),
        'kubernetes-namespace': inputs.namespace,
        'kubernetes-service-account': inputs.serviceAccount,
      });
    }
  });

  it('belong to service accounts that pods use', () => {
    const created = graph.all(':ServiceAccount').map(({ inputs }) => inputs.metadata as Record<string, string>);
    const charts = graph.all(':Release').map(({ inputs }) => {
      const { serviceAccount } = inputs.values as { serviceAccount?: { name: string } };
      return { namespace: inputs.namespace, name: serviceAccount?.name };
    });
    for (const { name, inputs } of associations()) {
      const { namespace, serviceAccount } = inputs;
      expect([...created, ...charts], name).toContainEqual(
        expect.objectContaining({ namespace, name: serviceAccount }),
      );
    }
  });
});
