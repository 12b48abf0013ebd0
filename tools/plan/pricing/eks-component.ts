import { type EksComponentChild, eksAccessEntries } from '../../recorder/eks-access-entries.ts';
import { eksClusterInputs, eksClusterName, eksClusterType } from '../../recorder/eks-cluster-inputs.ts';

type Inputs = Readonly<Record<string, unknown>>;

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
  return [
    { type: eksClusterType, name: eksClusterName(name), inputs: eksClusterInputs(inputs) },
    { type: 'pulumi:providers:kubernetes', name: `${name}-eks-k8s`, inputs: { kubeconfig: '{}' } },
    ...eksAccessEntries(name, inputs.accessEntries, String(inputs.name)),
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
