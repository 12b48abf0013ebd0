type Properties = Readonly<Record<string, unknown>>;

const cluster = 'aws:eks/cluster:Cluster';
const accessEntry = 'aws:eks/accessEntry:AccessEntry';

/**
 * What EKS itself refuses about clusters and access entries. Sources: the EKS user guide,
 * https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3238 (a node role without pools),
 * https://github.com/pulumi/pulumi-eks/issues/2373 and https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3241
 * (entries that exist).
 */
export class FakeEks {
  readonly #creator: string;
  /** Principals with an access entry. */
  readonly #principals = new Set<string>();

  /** @param callerArn who creates the clusters, as STS names it */
  constructor(callerArn: string) {
    this.#creator = callerArn;
  }

  /** @throws an error as EKS answers it */
  create(type: string, inputs: Properties): void {
    if (type === cluster) this.#createCluster(inputs);
    if (type === accessEntry) this.#add(String(inputs.principalArn));
  }

  delete(type: string, outputs: Properties): void {
    if (type === cluster) this.#principals.clear();
    if (type === accessEntry) this.#principals.delete(principal(String(outputs.principalArn)));
  }

  #createCluster({ computeConfig, accessConfig }: Properties): void {
    const { nodePools = [], nodeRoleArn } = (computeConfig ?? {}) as { nodePools?: unknown[]; nodeRoleArn?: unknown };
    if (nodePools.length === 0 && nodeRoleArn !== undefined) {
      throw new Error('400 InvalidParameterException: nodeRoleArn requires a built-in node pool');
    }
    if (nodePools.length > 0 && nodeRoleArn === undefined) {
      throw new Error('400 InvalidParameterException: a built-in node pool requires nodeRoleArn');
    }
    const bootstrap = (accessConfig as Properties | undefined)?.bootstrapClusterCreatorAdminPermissions;
    // EKS adds these entries by itself. The creator's is the default.
    if (bootstrap !== false) this.#add(this.#creator);
    if (nodePools.length > 0) this.#add(String(nodeRoleArn));
  }

  #add(arn: string): void {
    const key = principal(arn);
    if (this.#principals.has(key)) {
      throw new Error(
        `409 ResourceInUseException: The specified access entry resource is already in use on this cluster (${arn})`,
      );
    }
    this.#principals.add(key);
  }
}

/**
 * The name of a role, as `role/<path>/<name>` or `assumed-role/<name>/<session>`. The mocks of all roles have one account, so
 * accounts are not compared.
 */
function principal(arn: string): string {
  const [kind, ...parts] = (arn.split(':')[5] ?? '').split('/');
  return (kind === 'assumed-role' ? parts[0] : parts.at(-1)) ?? arn;
}
