import { join } from 'node:path';
import { type Binaries, binaries } from '../../cluster/control-plane/binaries.ts';
import { moduleFilesIn, requiredVersion } from '../../cluster/control-plane/go-module.ts';
import { areGoProgramsBuilt, goPrograms } from '../../shared/go-module.ts';
import { type AddonName, addonNames } from '../addons/start-addons.ts';
import type { PolicyPrograms } from '../node/node-settings.ts';

const policyModule = 'cilium';

export interface ClusterPrograms {
  readonly controlPlane: Binaries;
  readonly kubelet: string;
  readonly kubeProxy: string;
  readonly kubectl: string;
  /** What enforces NetworkPolicies. */
  readonly policies: PolicyPrograms;
  /** Folders with the program of each add-on. */
  readonly addons: Readonly<Record<AddonName, string>>;
}

/** The programs of a cluster, built from the Go modules below programs/ when they are missing. @throws when Go is missing */
export async function clusterPrograms(report: (line: string) => void): Promise<ClusterPrograms> {
  const controlPlane = await binaries();
  const gitVersion = await requiredVersion('kubernetes', 'k8s.io/kubernetes');
  const build = (name: string, linkerFlags = '') => goPrograms({ ...moduleOf(name), linkerFlags, report });
  const kubernetes = await build('kubernetes', `-X k8s.io/component-base/version.gitVersion=${gitVersion}`);
  const policies = await build(policyModule);
  const addons: Partial<Record<AddonName, string>> = {};
  // One after the other: each build uses all cores.
  for (const name of addonNames) addons[name] = await build(name);
  return {
    controlPlane,
    kubelet: join(kubernetes, 'kubelet'),
    kubeProxy: join(kubernetes, 'kube-proxy'),
    kubectl: join(kubernetes, 'kubectl'),
    policies: {
      // The main package is named after its folder.
      agent: join(policies, 'daemon'),
      plugins: policies,
      source: await moduleFilesIn(moduleOf(policyModule).folder, 'github.com/cilium/cilium'),
    },
    addons: addons as Record<AddonName, string>,
  };
}

/** Whether `clusterPrograms` has nothing to build but the control plane. */
export async function areClusterProgramsBuilt(): Promise<boolean> {
  const built = await Promise.all(
    ['kubernetes', policyModule, ...addonNames].map((name) => areGoProgramsBuilt(moduleOf(name))),
  );
  return built.every(Boolean);
}

function moduleOf(name: string) {
  return { folder: join(import.meta.dirname, '..', 'programs', name), cache: 'local-cluster' };
}
