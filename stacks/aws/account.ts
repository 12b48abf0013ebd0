import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';

export interface AccountArgs {
  readonly account: AwsStack['account'];
  /** Name of the stack, for the cost tags. */
  readonly stack: string;
}

/** The provider of every AWS resource: one account, one region. It refuses credentials of any other account. */
export class Account extends pulumi.ComponentResource {
  readonly provider: aws.Provider;

  constructor(name: string, { account, stack }: AccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:Account', name, {}, opts);
    this.provider = new aws.Provider(
      name,
      {
        region: account.region,
        allowedAccountIds: [account.id],
        defaultTags: { tags: { project: 'taskyard', stack, 'managed-by': 'pulumi' } },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
