import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { deletedWithCluster, type TargetCluster } from './target-cluster.ts';

/** The group of CI's roles that compare the cluster with the program. Access entries name it. */
export const driftGroup = 'taskyard:drift';

/**
 * What CI reads in addition to the access policy AmazonEKSViewPolicy: the types of the program that the policy leaves out. It
 * cannot read Secrets. Helm keeps its releases in ConfigMaps for that reason (see AutoModeCluster).
 */
const driftRules = [
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'] },
  { apiGroups: ['eks.amazonaws.com'], resources: ['ingressclassparams', 'nodeclasses'] },
  { apiGroups: ['external-secrets.io'], resources: ['clustersecretstores', 'externalsecrets'] },
  { apiGroups: ['karpenter.sh'], resources: ['nodepools'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'] },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
  },
  { apiGroups: ['scheduling.k8s.io'], resources: ['priorityclasses'] },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'] },
].map((rule) => ({ ...rule, verbs: ['get', 'list', 'watch'] }));

export interface DriftReaderArgs {
  readonly cluster: TargetCluster;
}

/** The ClusterRole of CI's drift and preview roles. */
export class DriftReader extends pulumi.ComponentResource {
  constructor(name: string, { cluster }: DriftReaderArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:DriftReader', name, {}, { ...opts, provider: cluster.provider });
    const child = deletedWithCluster(this, cluster);
    const role = new kubernetes.rbac.v1.ClusterRole(
      name,
      { metadata: { name: 'taskyard-drift' }, rules: driftRules },
      child,
    );
    new kubernetes.rbac.v1.ClusterRoleBinding(
      name,
      {
        metadata: { name: 'taskyard-drift' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.metadata.name },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: driftGroup }],
      },
      child,
    );
    this.registerOutputs({});
  }
}
