import type * as pulumi from '@pulumi/pulumi';

/** A resource that the component `eks.Cluster` of `@pulumi/eks` declares. */
export interface EksComponentChild {
  readonly type: string;
  readonly name: string;
  /** The inputs that this program decides. Values may be outputs. */
  readonly inputs: pulumi.Inputs;
  /** Name of the child that is its parent; undefined: the component itself. */
  readonly parent?: string;
}

interface AccessEntry {
  readonly principalArn: unknown;
  readonly type?: string;
  readonly kubernetesGroups?: readonly string[];
  readonly accessPolicies?: Readonly<Record<string, { readonly policyArn: unknown; readonly accessScope: unknown }>>;
}

/**
 * The access entries that an `eks.Cluster` declares, each with the associations of its policies. Source: `createAccessEntries` in
 * `nodejs/eks/cluster/authenticationMode.ts` of @pulumi/eks 4.3.
 *
 * @param component the name of the component
 * @param accessEntries its argument of this name; the values in it may be outputs
 */
export function eksAccessEntries(
  component: string,
  accessEntries: unknown,
  clusterName: pulumi.Input<string>,
): EksComponentChild[] {
  const entries = Object.entries((accessEntries ?? {}) as Readonly<Record<string, AccessEntry>>);
  return entries.flatMap(([key, { principalArn, type = 'STANDARD', kubernetesGroups, accessPolicies = {} }]) => {
    const name = `${component}-${key}`;
    return [
      {
        type: 'aws:eks/accessEntry:AccessEntry',
        name,
        inputs: { clusterName, principalArn, type, ...(kubernetesGroups && { kubernetesGroups }) },
      },
      ...Object.entries(accessPolicies).map(([policy, { policyArn, accessScope }]) => ({
        type: 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation',
        name: `${name}-${policy}`,
        inputs: { clusterName, principalArn, policyArn, accessScope },
        parent: name,
      })),
    ];
  });
}
