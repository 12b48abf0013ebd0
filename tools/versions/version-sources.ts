import type { versions } from '../../stacks/versions.ts';

/** A name in `stacks/versions.ts`. */
export type VersionName = keyof typeof versions;

/** Where the newest version of something is published. */
export type VersionSource =
  /** `url` is the repository of a Helm chart. Its `index.yaml` lists the versions. */
  | { readonly kind: 'helm'; readonly url: string; readonly chart: string }
  /** Releases of a repository on GitHub. With `sameMinor` only patches are proposed. */
  | { readonly kind: 'github'; readonly repository: string; readonly sameMinor: boolean }
  /** The list needs credentials, so a person looks it up with `command`. */
  | { readonly kind: 'by hand'; readonly command: string };

export const versionSources: Readonly<Record<VersionName, VersionSource>> = {
  externalSecretsChart: { kind: 'helm', url: 'https://charts.external-secrets.io', chart: 'external-secrets' },
  metricsServerChart: {
    kind: 'helm',
    url: 'https://kubernetes-sigs.github.io/metrics-server',
    chart: 'metrics-server',
  },
  metricsServerAddon: {
    kind: 'by hand',
    command:
      'aws eks describe-addon-versions --addon-name metrics-server --kubernetes-version <version> --query "addons[].addonVersions[].addonVersion"',
  },
  // Its minor version is that of the clusters, which a stack's `cluster.version` chooses.
  kubectl: { kind: 'github', repository: 'kubernetes/kubernetes', sameMinor: true },
};
