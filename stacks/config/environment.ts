/**
 * Whether the program ends before the cluster, as `TASKYARD_BEFORE_CLUSTER=true` asks. The first update of a stack by `--target` needs
 * it: the engine also creates the providers that no target names, and that of a cluster which does not exist fails. Only together with
 * `--target`. In a stack that has a cluster, the engine then refuses the update. It is not a key of the configuration, because the
 * CLI would write it into the stack's file.
 */
export function endsBeforeCluster(): boolean {
  return process.env.TASKYARD_BEFORE_CLUSTER === 'true';
}
