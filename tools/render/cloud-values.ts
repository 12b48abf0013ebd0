import type * as pulumi from '@pulumi/pulumi';
import { z } from 'zod';
import type { StackSettings } from '../../stacks/config/schema.ts';

/** What only the cloud can tell the manifests: two outputs of the stack, from `pulumi stack output --json`. */
const outputs = z.object({ databaseHost: z.string().min(1), databaseSecret: z.string().min(1) });

export type CloudValues = z.output<typeof outputs>;

/** @throws when an output is missing */
export function readCloudValues(text: string): CloudValues {
  const parsed = outputs.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `the outputs must hold databaseHost and databaseSecret: run pulumi up first (${parsed.error.message})`,
  );
}

/** Outputs of resources that are certain: names made from the account, and what the stack's own outputs say. */
export function certainOutputs(settings: StackSettings, known: CloudValues | undefined) {
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
