import type * as pulumi from '@pulumi/pulumi';
import { z } from 'zod';
import type { StackSettings } from '../../stacks/config/schema.ts';

/** Values in the manifests that AWS assigns: two outputs of the stack, from `pulumi stack output --json`. */
const stackOutputs = z.object({ databaseHost: z.string().min(1), databaseSecret: z.string().min(1) });

type CloudValues = z.output<typeof stackOutputs>;

/** @throws when an output is missing */
export function readCloudValues(text: string): CloudValues {
  const parsed = stackOutputs.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `the outputs must contain databaseHost and databaseSecret: run pulumi up first (${parsed.error.message})`,
  );
}

/** Outputs of resources that are known: the registry's address from the account, the database from the stack's outputs. */
export function knownOutputs(settings: StackSettings, known: CloudValues | undefined) {
  return ({ type, inputs }: pulumi.runtime.MockResourceArgs): Record<string, unknown> => {
    if (settings.platform !== 'aws') return {};
    const { id, region } = settings.account;
    if (type === 'aws:ecr/repository:Repository') {
      return { repositoryUrl: `${id}.dkr.ecr.${region}.amazonaws.com/${inputs.name}` };
    }
    if (known === undefined || !/^aws:rds\/(instance:Instance|cluster:Cluster)$/.test(type)) return {};
    const { databaseHost: host, databaseSecret: secretArn } = known;
    return { address: host, endpoint: host, masterUserSecrets: [{ secretArn }] };
  };
}
