import { join } from 'node:path';
import { goPrograms } from '../../shared/go-module.ts';
import { type GoModuleName, goModuleFolder, requiredVersion } from './go-module.ts';

/** Paths of the programs, which are built from the Go modules in this folder. */
export interface Binaries {
  readonly etcd: string;
  readonly apiserver: string;
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly kwok: string;
  readonly kubeconform: string;
  readonly kubeScore: string;
}

/**
 * The programs. They are built when no build for the current go.mod and go.sum exists, which takes several minutes.
 *
 * @throws when Go is missing or a build fails
 */
export async function binaries(): Promise<Binaries> {
  const gitVersion = await requiredVersion('kubernetes', 'k8s.io/kubernetes');
  const kubernetes = await build('kubernetes', `-X k8s.io/component-base/version.gitVersion=${gitVersion}`);
  const validators = await build('validators', '');
  return {
    // The main package of go.etcd.io/etcd/server/v3 is named after its folder.
    etcd: join(kubernetes, 'server'),
    apiserver: join(kubernetes, 'kube-apiserver'),
    controllerManager: join(kubernetes, 'kube-controller-manager'),
    scheduler: join(kubernetes, 'kube-scheduler'),
    kwok: join(kubernetes, 'kwok'),
    kubeconform: join(validators, 'kubeconform'),
    kubeScore: join(validators, 'kube-score'),
  };
}

function build(name: GoModuleName, linkerFlags: string): Promise<string> {
  const report = (line: string) => console.log(line);
  return goPrograms({ folder: goModuleFolder(name), cache: 'control-plane', linkerFlags, report });
}
