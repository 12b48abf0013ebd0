import * as eks from '@pulumi/eks';
import type * as pulumi from '@pulumi/pulumi';
import { type CiIdentity, type CiRole, ciRoleName } from '../aws/ci-identity.ts';
import { roleKey } from '../config/cluster-section.ts';
import { driftGroup } from './drift-reader.ts';

export interface AccessEntriesArgs {
  /** ARNs of the roles that administer the cluster. */
  readonly admins: readonly string[];
  /** CI's roles. The deploy role administers the cluster too. The others read. */
  readonly ci: Pick<CiIdentity, 'deployRoleArn' | 'driftRoleArn' | 'previewRoleArn'> | undefined;
  readonly nodeRoleArn: pulumi.Input<string>;
  readonly prefix: string;
  readonly accountId: string;
}

type AccessEntry = NonNullable<eks.ClusterArgs['accessEntries']>[string];

/**
 * Who may use the Kubernetes API, one entry per role: EKS answers a second entry of a role with 409. The names of the entries do
 * not depend on the order of `admins`.
 */
export function accessEntries({ admins, ci, nodeRoleArn, prefix, accountId }: AccessEntriesArgs) {
  const listed = new Map(admins.map((arn) => [roleKey(arn), arn]));
  const isListed = (role: CiRole) => listed.has(`${accountId}-${ciRoleName(prefix, role)}`);
  const entries: Record<string, AccessEntry> = {
    // EKS makes this entry itself only with a built-in node pool. Without it, no node of our own pool may join.
    node: { ...entry(nodeRoleArn, 'AmazonEKSAutoNodePolicy'), type: eks.AccessEntryType.EC2 },
  };
  for (const [key, arn] of listed) entries[`admin-${key}`] = entry(arn, 'AmazonEKSClusterAdminPolicy');
  if (ci && !isListed('deploy')) entries.deploy = entry(ci.deployRoleArn, 'AmazonEKSClusterAdminPolicy');
  if (ci && !isListed('drift')) entries.drift = reader(ci.driftRoleArn);
  if (ci && !isListed('preview')) entries.preview = reader(ci.previewRoleArn);
  return entries;
}

/** May read everything that the program creates, except Secrets. */
function reader(principalArn: pulumi.Input<string>) {
  return { ...entry(principalArn, 'AmazonEKSViewPolicy'), kubernetesGroups: [driftGroup] };
}

/** An entry whose policy holds in the whole cluster. */
function entry(principalArn: pulumi.Input<string>, policy: string) {
  const policyArn = `arn:aws:eks::aws:cluster-access-policy/${policy}`;
  return { principalArn, accessPolicies: { [policy]: { policyArn, accessScope: { type: 'cluster' } } } };
}

/**
 * Makes every administrator of the cluster explicit. `@pulumi/eks` always asks EKS to add the role that creates the cluster as an
 * administrator (https://github.com/pulumi/pulumi-eks/issues/2373). The entry of the same role in `accessEntries` then fails with
 * 409, and the deploy role always has one. EKS cannot change the setting of a cluster that exists.
 */
export const creatorIsNoAdministrator: pulumi.ResourceTransform = ({ type, props, opts }) => {
  if (type !== 'aws:eks/cluster:Cluster') return undefined;
  const accessConfig = { ...props.accessConfig, bootstrapClusterCreatorAdminPermissions: false };
  return { props: { ...props, accessConfig }, opts };
};
