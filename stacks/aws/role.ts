import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { boundaryArn } from './permissions-boundary.ts';

export interface StackRoleArgs {
  readonly accountId: string;
  /** `taskyard-<stack>`. It is the role's path, under which the deploy role may change roles. */
  readonly prefix: string;
  readonly assumeRolePolicy: pulumi.Input<string>;
}

/**
 * An IAM role of a stack's service, limited by the account's permissions boundary. Every role of the program except those of
 * CI comes from here. IAM refuses the deploy role's call for a role without the boundary.
 */
export function createStackRole(
  name: string,
  { accountId, prefix, assumeRolePolicy }: StackRoleArgs,
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  return new aws.iam.Role(
    name,
    { path: `/${prefix}/`, permissionsBoundary: boundaryArn(accountId), assumeRolePolicy },
    opts,
  );
}
