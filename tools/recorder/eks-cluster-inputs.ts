import * as pulumi from '@pulumi/pulumi';

export const eksClusterType = 'aws:eks/cluster:Cluster';

/** The name of the EKS cluster in an `eks.Cluster` of that name. */
export function eksClusterName(component: string): string {
  return `${component}-eksCluster`;
}

/**
 * The inputs of the EKS cluster that an `eks.Cluster` declares, from the component's arguments. Values may be outputs. Only
 * what this program sets is copied. Source: `createCore` in `nodejs/eks/cluster/cluster.ts` of @pulumi/eks 4.3.
 */
export function eksClusterInputs(component: pulumi.Inputs): pulumi.Inputs {
  return {
    name: component.name,
    roleArn: pulumi.output(component.serviceRole).apply(arnOf),
    version: component.version,
    computeConfig: pulumi.output(component.autoMode).apply((mode) => ({ ...autoModeDefaults, ...mode?.computeConfig })),
    kubernetesNetworkConfig: { serviceIpv4Cidr: component.kubernetesServiceIpAddressRange },
    vpcConfig: {
      subnetIds: component.privateSubnetIds,
      endpointPrivateAccess: component.endpointPrivateAccess,
      endpointPublicAccess: component.endpointPublicAccess,
      publicAccessCidrs: component.publicAccessCidrs,
    },
    // Written into the component. A transform may change it.
    accessConfig: { authenticationMode: component.authenticationMode, bootstrapClusterCreatorAdminPermissions: true },
    encryptionConfig: { provider: { keyArn: component.encryptionConfigKeyArn } },
    enabledClusterLogTypes: component.enabledClusterLogTypes,
    upgradePolicy: component.upgradePolicy,
    deletionProtection: component.deletionProtection,
  };
}

/** What the component writes for Auto Mode unless it is told otherwise. */
const autoModeDefaults = { enabled: true, nodePools: ['general-purpose', 'system'] };

/** A role comes as a resource, or as its ID to a provider that does not know the class of roles. */
function arnOf(role: unknown): unknown {
  return typeof role === 'object' && role !== null && 'arn' in role ? role.arn : role;
}
