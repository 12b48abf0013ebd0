import { eksClusterInputs, eksClusterName, eksClusterType } from '../../recorder/eks-cluster-inputs.ts';

/** A resource that the component `eks.Cluster` of `@pulumi/eks` declares. */
export interface EksComponentChild {
  readonly type: string;
  readonly name: string;
  /** The inputs that a fake of AWS looks at. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Name of the child that is its parent; undefined: the component itself. */
  readonly parent?: string;
}

type Inputs = Readonly<Record<string, unknown>>;

interface AccessEntry {
  readonly principalArn: unknown;
  readonly type?: string;
  readonly accessPolicies?: Readonly<Record<string, Inputs>>;
}

/**
 * What the component declares for a cluster in Auto Mode with access entries. It is read from version 4.3
 * (`nodejs/eks/cluster/cluster.ts`), and `eks-component.engine-spec.ts` compares it with the real component.
 *
 * @param name the name of the component
 * @param inputs its inputs
 * @throws for inputs with which the component declares something else, such as a role for nodes
 */
export function eksComponentChildren(name: string, inputs: Inputs): EksComponentChild[] {
  for (const [path, expected] of Object.entries(requiredInputs)) {
    const value = path.split('.').reduce<unknown>((outer, key) => (outer as Inputs | undefined)?.[key], inputs);
    if (value !== expected) {
      throw new Error(
        `the EKS component makes more than the table in eks-component.ts lists: ${path} is ${value}, not ${expected}`,
      );
    }
  }
  const entries = Object.entries((inputs.accessEntries ?? {}) as Record<string, AccessEntry>);
  return [
    { type: eksClusterType, name: eksClusterName(name), inputs: eksClusterInputs(inputs) },
    { type: 'pulumi:providers:kubernetes', name: `${name}-eks-k8s`, inputs: { kubeconfig: '{}' } },
    ...entries.flatMap(([key, entry]) => accessEntry(`${name}-${key}`, entry)),
  ];
}

/** Each of them keeps the component from declaring more: roles, security groups, node groups, add-ons, an OIDC provider. */
const requiredInputs: Readonly<Record<string, unknown>> = {
  'autoMode.enabled': true,
  'autoMode.createNodeRole': false,
  authenticationMode: 'API',
  'corednsAddonOptions.enabled': false,
  createInstanceRole: false,
  createOidcProvider: false,
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
};

function accessEntry(
  name: string,
  { principalArn, type = 'STANDARD', accessPolicies = {} }: AccessEntry,
): EksComponentChild[] {
  return [
    { type: 'aws:eks/accessEntry:AccessEntry', name, inputs: { principalArn, type } },
    ...Object.keys(accessPolicies).map((policy) => ({
      type: 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation',
      name: `${name}-${policy}`,
      inputs: { principalArn },
      parent: name,
    })),
  ];
}
