import * as aws from '@pulumi/aws';
import * as eks from '@pulumi/eks';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ip2long, long2ip, Netmask } from 'netmask';
import type { AccessHost } from '../aws/access-host.ts';
import { ClusterRoles } from '../aws/cluster-roles.ts';
import type { Network } from '../aws/network.ts';
import { serviceCidr } from '../config/aws-sections.ts';
import { albTimes } from '../config/load-balancer-times.ts';
import type { AwsStack } from '../config/schema.ts';
import { type AccessEntriesArgs, accessEntries, creatorIsNoAdministrator } from './access-entries.ts';
import { ApiAccess } from './api-access.ts';
import { ClusterSetup } from './cluster-setup.ts';
import { replacedWithVpc } from './replaced-with-vpc.ts';
import { mutableContents, type NetworkPolicyPeer, type TargetCluster } from './target-cluster.ts';

export interface AutoModeClusterArgs {
  readonly settings: AwsStack['cluster'];
  readonly network: Network;
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
  /** ARN of the KMS key that encrypts Kubernetes Secrets. */
  readonly keyArn: pulumi.Input<string>;
  /** CI's roles. The deploy role administers the cluster, like the roles of `cluster.admins`. The others read. */
  readonly ci: AccessEntriesArgs['ci'];
  readonly accessHost: AccessHost | undefined;
  readonly protected: boolean;
  /** True: Deployments are scaled to zero at night, metrics-server among them. */
  readonly officeHours: boolean;
}

/**
 * EKS in Auto Mode: AWS runs nodes, pod network, volumes and load balancers. Kubernetes 1.35 is in standard support until
 * 27 March 2027 (AWS's release calendar as of April 2026). After that date, `upgradePolicy` STANDARD upgrades the cluster and
 * avoids the price of extended support.
 */
export class AutoModeCluster extends pulumi.ComponentResource {
  readonly target: TargetCluster;
  /** An output of the cluster: what belongs to it is replaced with it. */
  readonly name: pulumi.Output<string>;
  readonly arn: string;
  /** The security group that EKS gives to every node and pod. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The API server's interfaces: where its calls to pods come from. EKS may put them into any subnet of the cluster. */
  readonly apiServerInterfaces: readonly NetworkPolicyPeer[];
  /** The API server as pods reach it: its address in the Service range, and its interfaces. */
  readonly apiServer: readonly NetworkPolicyPeer[];

  constructor(name: string, args: AutoModeClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:AutoModeCluster', name, {}, opts);
    const { settings, network, prefix, ci, accountId } = args;
    const child = { parent: this };
    const roles = new ClusterRoles('cluster-roles', { accountId, prefix }, child);
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
        // Our own node pool runs every pod. EKS refuses a node role without a built-in pool.
        autoMode: { enabled: true, createNodeRole: false, computeConfig: { nodePools: [] } },
        // Auto Mode runs a DNS resolver on every node. The add-on would wait for a node that runs its pods, and fail.
        corednsAddonOptions: { enabled: false },
        // Otherwise the component makes a role for nodes that do not exist, outside the path that the deploy role may change.
        skipDefaultNodeGroup: true,
        createInstanceRole: false,
        authenticationMode: eks.AuthenticationMode.Api,
        accessEntries: accessEntries({ admins: settings.admins, ci, nodeRoleArn: roles.node.arn, prefix, accountId }),
        // Not undefined: the component would then write AWS_PROFILE into the state, which differs between a laptop and CI.
        providerCredentialOpts: {},
        serviceRole: roles.cluster,
        skipDefaultSecurityGroups: true,
        // Pod Identity needs no OIDC provider, and creating one would need internet access for its thumbprint.
        createOidcProvider: false,
        vpcId: network.vpcId,
        // Load balancers find the public subnets through their IngressClassParams.
        privateSubnetIds: [...network.controlPlane.ids],
        kubernetesServiceIpAddressRange: serviceCidr,
        endpointPrivateAccess: true,
        endpointPublicAccess: settings.publicAccessFrom.length > 0,
        ...(settings.publicAccessFrom.length > 0 ? { publicAccessCidrs: [...settings.publicAccessFrom] } : {}),
        enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
        encryptionConfigKeyArn: args.keyArn,
        deletionProtection: args.protected,
      },
      // The log group first: otherwise EKS creates one without an expiry. The network's egress is destroyed after the nodes.
      {
        ...child,
        protect: args.protected,
        dependsOn: [roles, logs, ...network.egress],
        transforms: [creatorIsNoAdministrator, replacedWithVpc(network.vpcId)],
      },
    );
    const apiAccess = new ApiAccess(
      'api-access',
      {
        securityGroupId: cluster.clusterSecurityGroupId,
        privateAccessFrom: settings.privateAccessFrom,
        accessHost: args.accessHost,
      },
      child,
    );
    this.name = cluster.core.endpoint.apply(() => prefix);
    const arn = `arn:aws:eks:${args.region}:${accountId}:cluster/${prefix}`;
    const provider = new kubernetes.Provider(
      name,
      {
        kubeconfig: cluster.kubeconfigJson,
        // Without it, any change of the kubeconfig counts as another cluster, and every object is replaced. The address of
        // the API server is new for a new cluster only. Its name and ARN are not: a replaced cluster would stay empty.
        clusterIdentifier: cluster.core.endpoint,
        enableServerSideApply: true,
        // Not in Secrets, which CI's drift check must not read.
        helmReleaseSettings: { driver: 'configmap' },
        ...mutableContents,
      },
      // Where the API server is private, Pulumi reaches it through these rules or the access host, also on destroy.
      { ...child, dependsOn: [apiAccess, ...(args.accessHost ? [args.accessHost] : [])] },
    );
    const setup = new ClusterSetup(
      'cluster-setup',
      {
        provider,
        eksCluster: cluster,
        clusterName: this.name,
        settings,
        subnetIds: network.private.ids,
        nodeRole: roles.node.name,
        securityGroupId: cluster.clusterSecurityGroupId,
        officeHours: args.officeHours,
      },
      child,
    );

    this.arn = arn;
    this.securityGroupId = cluster.clusterSecurityGroupId;
    this.apiServerInterfaces = network.controlPlane.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    this.apiServer = [{ ipBlock: { cidr: serviceAddress(1) } }, ...this.apiServerInterfaces];
    this.target = {
      provider,
      deletedWith: cluster,
      prerequisites: [setup, cluster],
      storageClass: setup.storageClass,
      // Auto Mode runs the DNS resolver on every node, not in pods, so no selector matches it. Policies must name the tenth
      // address of the Service range (https://github.com/aws/containers-roadmap/issues/2552).
      dnsPeers: [{ ipBlock: { cidr: serviceAddress(10) } }],
      ingressPeers: network.public.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
      // The load balancer and web's pods set X-Forwarded-For.
      trustedProxies: [...network.public.cidrs, ...network.private.cidrs],
      monitoringNamespace: 'monitoring',
      loadBalancerTimes: albTimes,
      readinessGateLabels,
    };
    this.registerOutputs({});
  }
}

/**
 * Auto Mode's webhook then adds the gate `target-health.eks.amazonaws.com/…` to every new pod whose Service is a target of an
 * Ingress. The label of the AWS Load Balancer Controller (`elbv2.k8s.aws/…`) has no effect on it.
 */
const readinessGateLabels = { 'eks.amazonaws.com/pod-readiness-gate-inject': 'enabled' };

/** An address of the Service range, as a range of its own. The first address is the API server's. */
function serviceAddress(index: number): string {
  return `${long2ip(ip2long(new Netmask(serviceCidr).base) + index)}/32`;
}
