import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ApiClient } from '../cluster/control-plane/api-client.ts';
import { Docker } from '../images/docker.ts';
import { run } from '../shared/child-process.ts';
import { CliError } from '../shared/cli-error.ts';
import { readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { findKind, startKindHost, stopKindHost } from './hosts/kind-host.ts';
import { startNodeHost } from './hosts/node-host.ts';
import { areClusterProgramsBuilt } from './hosts/programs.ts';
import { requireSupport } from './hosts/require-support.ts';
import { step } from './hosts/steps.ts';
import { readAccess } from './node/kubeconfig-access.ts';
import { isNodeRunning, stopNode } from './node/start-node.ts';
import type { Delivery, ProgramResult } from './stack/delivery.ts';
import { manifestDelivery } from './stack/manifest-delivery.ts';
import { pulumiDelivery } from './stack/pulumi-delivery.ts';

export interface LocalClusterOptions {
  /** Holds the cluster's data, its logs and its kubeconfig. `stop()` removes it. */
  readonly folder: string;
  /** Called with a line for each step. */
  readonly report: (line: string) => void;
}

/** A running cluster with the stack `local` on it. */
export interface LocalCluster {
  /** Path of a kubeconfig with the rights of an administrator. It is reached over loopback. */
  readonly kubeconfig: string;
  /** The URL of the app through the ingress controller, reached over loopback. */
  readonly origin: string;
  /** What applies the stack: a Pulumi engine where there is one, else the rendered manifests. */
  readonly deliveredBy: 'pulumi' | 'manifests';
  /** Path of the kubectl that fits the cluster. */
  readonly kubectlProgram: string;
  /** Runs kubectl to its end. The caller checks `exitCode`. */
  kubectl(...args: string[]): Promise<ProgramResult>;
  /** Sets one configuration value of the stack, such as `['images', 'backend']`. The next `up` applies it. */
  configure(path: readonly string[], value: unknown): Promise<void>;
  /** Runs an update of the stack. The caller checks `exitCode`. */
  up(): Promise<ProgramResult>;
  /** Deletes everything in the stack. The caller checks `exitCode`. */
  destroy(): Promise<ProgramResult>;
  /**
   * Stores an image of the product under a further tag. It has one small layer more, so its digest differs.
   *
   * @param tag one that does not move: the stack's configuration refuses `latest` or `next`
   * @returns the reference for the stack's configuration, such as `taskyard/backend:0.2.0`
   */
  pushImage(name: 'backend' | 'web', tag: string): Promise<string>;
  /** Ends every program of the cluster and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster, builds the images and brings the stack `local` up on it: on kind where Docker, kind and kubectl are, else on
 * a node of its own. A cluster that runs in the folder already is updated. The cluster outlives this process until `stop()`, or
 * `stopLocalCluster` of another process.
 *
 * @throws CliError when the machine cannot run it or a step fails; what has started then keeps running, so that it can be read
 */
export async function startLocalCluster(options: LocalClusterOptions): Promise<LocalCluster> {
  const { report } = options;
  const folder = resolve(options.folder);
  const { machine, kindNodeImage } = readEnvironment();
  await requireClusterSupport();
  const kind = await kindPrograms();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const host = await (kind === undefined
    ? startNodeHost({ folder, machine, report })
    : startKindHost(kind, { folder, report, nodeImage: kindNodeImage }));

  const client = new ApiClient(readAccess(host.kubeconfig));
  const delivery = await openDelivery(folder, host.kubeconfig, client);
  // The cluster has metrics-server already: the stack's chart would come from the internet.
  await delivery.configure(['cluster', 'metricsServer'], false);
  for (const [name, image] of Object.entries(host.images)) await delivery.configure(['images', name], image);
  await step(report, `Stack local (${delivery.kind})`, async () => {
    const { exitCode, output } = await delivery.up();
    if (exitCode !== 0) throw new CliError(`The stack could not be brought up:\n${output}`);
  });

  return {
    kubeconfig: host.kubeconfig,
    origin: 'http://localhost',
    deliveredBy: delivery.kind,
    kubectlProgram: host.kubectl,
    async kubectl(...args) {
      const environment = { KUBECONFIG: host.kubeconfig };
      const { exitCode, stdout, stderr } = await run(host.kubectl, args, { environment });
      return { exitCode, output: `${stdout}${stderr}` };
    },
    configure: (path, value) => delivery.configure(path, value),
    up: () => delivery.up(),
    destroy: () => delivery.destroy(),
    pushImage: (name, tag) => host.pushImage(name, tag),
    async stop() {
      client.close();
      await stopLocalCluster(folder);
    },
  };
}

/** Ends every program of the cluster in the folder and removes the folder. Does nothing when there is none. */
export async function stopLocalCluster(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const kind = await kindPrograms();
  if (kind === undefined || isNodeRunning(folder)) await stopNode(resolve(folder));
  else await stopKindHost(kind);
  rmSync(folder, { recursive: true, force: true });
}

/** @throws CliError when this machine can run no cluster, with what is missing */
export async function requireClusterSupport(): Promise<void> {
  if ((await kindPrograms()) === undefined) requireSupport(readEnvironment().machine, process.platform);
}

/** Whether the first start is over on this machine: it builds programs for about half an hour. kind needs none. */
export async function isClusterBuilt(): Promise<boolean> {
  return (await kindPrograms()) !== undefined || areClusterProgramsBuilt();
}

function kindPrograms() {
  const { machine } = readEnvironment();
  return findKind(machine, () => Docker.find(machine));
}

async function openDelivery(folder: string, kubeconfig: string, client: ApiClient): Promise<Delivery> {
  const program = findProgram(readEnvironment().machine, 'pulumi');
  return program === undefined
    ? manifestDelivery(client, join(folder, 'manifests'))
    : pulumiDelivery({ program, folder: join(folder, 'pulumi'), kubeconfig });
}
