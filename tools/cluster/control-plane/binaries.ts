import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../../shared/environment.ts';
import { type GoModuleName, go, goModuleFingerprint, requiredVersion } from './go-module.ts';

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

async function build(name: GoModuleName, linkerFlags: string): Promise<string> {
  const parent = join(cacheDirectory, 'control-plane');
  const folder = join(parent, `${name}-${await goModuleFingerprint(name)}`);
  if (existsSync(folder)) return folder;
  console.log(`Building the programs of tools/cluster/control-plane/${name} (once, takes several minutes) …`);
  await mkdir(parent, { recursive: true });
  const unfinished = await mkdtemp(join(parent, 'building-'));
  try {
    await go(name, ['build', '-trimpath', '-ldflags', `-s -w ${linkerFlags}`, '-o', `${unfinished}/`, 'tool']);
    // A rename is atomic: an interrupted build never looks like a finished one.
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}
