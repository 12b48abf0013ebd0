/**
 * The versions of everything that a stack installs from the internet and that no lockfile holds. Nothing else in the
 * program names a version. `npm run versions -- bump` looks for newer ones and writes them here, one line each.
 */
export const versions = {
  /** Chart `external-secrets` of https://charts.external-secrets.io. Upstream supports only its newest minor version. */
  externalSecretsChart: '2.12.0',
  /** Chart `metrics-server` of https://kubernetes-sigs.github.io/metrics-server/, for clusters outside AWS. */
  metricsServerChart: '3.14.0',
  /** The EKS add-on, for the Kubernetes version of the stacks: `aws eks describe-addon-versions` lists what EKS offers. */
  metricsServerAddon: 'v0.9.0-eksbuild.5',
  /** Image `registry.k8s.io/kubectl`. kubectl may be one minor version older or newer than the cluster. */
  kubectl: 'v1.35.4',
} as const;
