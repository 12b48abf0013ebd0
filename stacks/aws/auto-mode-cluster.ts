import * as aws from '@pulumi/aws';
import * as eks from '@pulumi/eks';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Peer, TargetCluster } from '../cluster/target-cluster.ts';
import { serviceCidr } from '../config/aws-sections.ts';
import type { AwsStack } from '../config/schema.ts';
import type { CiIdentity } from './ci-identity.ts';
import { formatCidr, parseCidr } from './cidr.ts';
import { ClusterBasics } from './cluster-basics.ts';
import { ClusterRoles } from './cluster-roles.ts';
import type { Network } from './network.ts';

export interface AutoModeClusterArgs {
  readonly cluster: AwsStack['cluster'];
  readonly network: Network;
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
  readonly keyArn: pulumi.Input<string>;
  /** CI's roles: the one that deploys administers the cluster like those of `cluster.admins`, the one that previews reads. */
  readonly ci: Pick<CiIdentity, 'deployRoleArn' | 'previewRoleArn'> | undefined;
  readonly protected: boolean;
}

/**
 * EKS in Auto Mode: AWS runs nodes, pod network, volumes and load balancers. Kubernetes 1.35 is in standard support until
 * 27 March 2027 (AWS's release calendar as of April 2026); `upgradePolicy` STANDARD upgrades rather than bills extended
 * support after that.
 */
export class AutoModeCluster extends pulumi.ComponentResource {
  readonly target: TargetCluster;
  readonly name: string;
  readonly arn: string;
  /** The group EKS gives every node and pod. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Where pods reach the API server: its address among the services, and its interfaces in the private subnets. */
  readonly apiServer: readonly Peer[];

  constructor(name: string, args: AutoModeClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:AutoModeCluster', name, {}, opts);
    const { cluster: settings, network, prefix } = args;
    const child = { parent: this };
    const roles = new ClusterRoles('cluster-roles', { prefix }, child);
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/eks/${prefix}/cluster`, retentionInDays: settings.logDays },
      child,
    );
    const cluster = new eks.Cluster(
      name,
      {
        name: prefix,
        version: settings.version,
        upgradePolicy: { supportType: 'STANDARD' },
        autoMode: {
          enabled: true,
          createNodeRole: false,
          computeConfig: { nodePools: ['system'], nodeRoleArn: roles.node.arn },
        },
        authenticationMode: eks.AuthenticationMode.Api,
        accessEntries: {
          ...Object.fromEntries(settings.admins.map((arn) => [arn.split('/').at(-1) ?? arn, administrator(arn)])),
          ...(args.ci && { deploy: administrator(args.ci.deployRoleArn), preview: reader(args.ci.previewRoleArn) }),
        },
        serviceRole: roles.cluster,
        skipDefaultSecurityGroups: true,
        // Pod Identity needs no OIDC provider, and making one would ask the internet for a thumbprint.
        createOidcProvider: false,
        vpcId: network.vpcId,
        privateSubnetIds: [...network.private.ids],
        publicSubnetIds: [...network.public.ids],
        kubernetesServiceIpAddressRange: serviceCidr,
        endpointPrivateAccess: true,
        endpointPublicAccess: settings.publicAccessFrom.length > 0,
        ...(settings.publicAccessFrom.length > 0 ? { publicAccessCidrs: [...settings.publicAccessFrom] } : {}),
        enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
        encryptionConfigKeyArn: args.keyArn,
        deletionProtection: args.protected,
      },
      // The log group first, or EKS makes one that is kept for ever. The network's exits last to go: nodes need them.
      { ...child, protect: args.protected, dependsOn: [roles, logs, ...network.exits] },
    );
    const provider = new kubernetes.Provider(
      name,
      { kubeconfig: cluster.kubeconfigJson, enableServerSideApply: true },
      child,
    );
    const basics = new ClusterBasics(
      'cluster-basics',
      {
        ...args,
        provider,
        eksCluster: cluster,
        nodeRole: roles.node.name,
        securityGroupId: cluster.clusterSecurityGroupId,
      },
      child,
    );

    this.name = prefix;
    this.arn = `arn:aws:eks:${args.region}:${args.accountId}:cluster/${prefix}`;
    this.securityGroupId = cluster.clusterSecurityGroupId;
    this.apiServer = [serviceAddress(serviceCidr, 1), ...network.private.cidrs].map((cidr) => ({ ipBlock: { cidr } }));
    this.target = {
      provider,
      deletedWith: cluster,
      supports: [basics, cluster],
      storageClass: basics.storageClass,
      resolver: [{ ipBlock: { cidr: resolverAddress(serviceCidr) } }],
      entrance: network.public.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
      // The load balancer, and web's pods: they pass on whose request they answer.
      trustedProxies: [...network.public.cidrs, ...network.private.cidrs],
      monitoringNamespace: 'monitoring',
    };
    this.registerOutputs({});
  }
}

function administrator(principalArn: pulumi.Input<string>) {
  return accessOf(principalArn, 'admin', 'AmazonEKSClusterAdminPolicy');
}

/** May look at everything but Secrets. */
function reader(principalArn: pulumi.Input<string>) {
  return accessOf(principalArn, 'view', 'AmazonEKSViewPolicy');
}

function accessOf(principalArn: pulumi.Input<string>, name: string, policy: string) {
  const policyArn = `arn:aws:eks::aws:cluster-access-policy/${policy}`;
  return { principalArn, accessPolicies: { [name]: { policyArn, accessScope: { type: 'cluster' } } } };
}

/**
 * Auto Mode runs the resolver on every node, not in pods, so no selector finds it: policies must name the tenth address
 * of the service range (https://github.com/aws/containers-roadmap/issues/2552).
 */
export function resolverAddress(range: string): string {
  return serviceAddress(range, 10);
}

/** One address of the service range; the first is the API server's. */
function serviceAddress(range: string, index: number): string {
  const parsed = parseCidr(range);
  if (!parsed) throw new RangeError(`${range} is not an IPv4 range`);
  return formatCidr({ first: parsed.first + index, prefix: 32 });
}
