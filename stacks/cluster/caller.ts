import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ciRoleName, ciRoles } from '../aws/ci-identity.ts';
import { roleKey } from '../config/cluster-section.ts';

export interface CallerArgs {
  /** ARN of the caller, as STS gives it. */
  readonly callerArn: string;
  /** `cluster.admins`. */
  readonly admins: readonly string[];
  readonly prefix: string;
  readonly accountId: string;
  readonly hasCi: boolean;
}

/**
 * Asks AWS for the caller, before anything is created.
 *
 * @throws {pulumi.RunError} as `assertHasAccess`
 */
export async function checkCaller(args: Omit<CallerArgs, 'callerArn'>, provider: aws.Provider): Promise<void> {
  const { arn } = await aws.getCallerIdentity({}, { provider });
  assertHasAccess({ ...args, callerArn: arn });
}

/**
 * Refuses a caller without an access entry: it would create the cluster, and could then create nothing in it.
 *
 * @throws {pulumi.RunError} with the line to add to the configuration
 */
export function assertHasAccess({ callerArn, admins, prefix, accountId, hasCi }: CallerArgs): void {
  const role = assumedRole(callerArn);
  if (role === undefined) {
    throw new pulumi.RunError(
      `You are ${callerArn}, which is not a role. Only roles may use the Kubernetes API: assume one of cluster.admins.`,
    );
  }
  const ofCi = hasCi ? ciRoles.map((of) => `${accountId}-${ciRoleName(prefix, of)}`) : [];
  if ([...admins.map(roleKey), ...ofCi].includes(`${role.account}-${role.name}`)) return;
  throw new pulumi.RunError(
    [
      `You are the role ${role.name} of account ${role.account}, which may not use the Kubernetes API of ${prefix}.`,
      'Add its ARN to the configuration of the stack, under cluster:',
      `  admins: [${[...admins, `arn:aws:iam::${role.account}:role/${role.name}`].join(', ')}]`,
      `A role of AWS SSO also has a path. \`aws iam get-role --role-name ${role.name}\` prints the whole ARN.`,
    ].join('\n'),
  );
}

/** Account and name of the role in `arn:aws:sts::<account>:assumed-role/<name>/<session>`, which has no path. */
function assumedRole(callerArn: string): { account: string; name: string } | undefined {
  const [, account, name] = /^arn:aws[\w-]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  return account === undefined || name === undefined ? undefined : { account, name };
}
