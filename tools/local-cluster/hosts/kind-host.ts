import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { ApiClient } from '../../cluster/control-plane/api-client.ts';
import type { Docker } from '../../images/docker.ts';
import { CliError } from '../../shared/cli-error.ts';
import { repositoryRoot } from '../../shared/environment.ts';
import { findProgram, type Machine } from '../../shared/machine.ts';
import { startAddons } from '../addons/start-addons.ts';
import { ingressNodePort } from '../addons/traefik.ts';
import { productTag } from '../images/cluster-images.ts';
import { readAccess } from '../node/kubeconfig-access.ts';
import { type ClusterHost, retaggedDockerfile } from './cluster-host.ts';
import { step } from './steps.ts';

/** Docker, kind and kubectl of this machine. */
export interface KindPrograms {
  readonly docker: Docker;
  readonly kind: string;
  readonly kubectl: string;
}

export interface KindHostOptions {
  readonly folder: string;
  readonly report: (line: string) => void;
  /** The image of the node; `undefined`: the default of the installed kind. */
  readonly nodeImage?: string | undefined;
}

const clusterName = 'taskyard';
const registry = { container: 'taskyard-registry', address: 'localhost:5001' };
const published = {
  registry: 'registry:3',
  mysql: 'mysql:8.4.7',
  'metrics-server': 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  traefik: 'traefik:v3.6.12',
} as const;

/** One node with the ingress controller on this machine's port 80, as in kind's guide for extra port mappings. */
const configuration = {
  kind: 'Cluster',
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  nodes: [
    {
      role: 'control-plane',
      extraPortMappings: [
        { containerPort: ingressNodePort, hostPort: 80, listenAddress: '127.0.0.1', protocol: 'TCP' },
      ],
    },
  ],
};

/** Finds kind, kubectl and a running Docker. @returns `undefined` when one is missing */
export async function findKind(machine: Machine, findDocker: () => Promise<Docker | string>) {
  const [kind, kubectl] = ['kind', 'kubectl'].map((name) => findProgram(machine, name));
  if (kind === undefined || kubectl === undefined) return undefined;
  const docker = await findDocker();
  return typeof docker === 'string' ? undefined : { docker, kind, kubectl };
}

/**
 * Starts a kind cluster, unless it exists, with a registry beside it, as in https://kind.sigs.k8s.io/docs/user/local-registry.
 * kind's network enforces NetworkPolicies.
 */
export async function startKindHost(
  programs: KindPrograms,
  { folder, report, nodeImage }: KindHostOptions,
): Promise<ClusterHost> {
  const { docker, kind, kubectl } = programs;
  const kubeconfig = join(folder, 'kubeconfig');
  await step(report, 'Registry', () => startRegistry(docker));
  await step(report, 'kind', async () => {
    if ((await runKind(kind, ['get', 'clusters'])).split('\n').includes(clusterName)) {
      await runKind(kind, ['export', 'kubeconfig', `--name=${clusterName}`, `--kubeconfig=${kubeconfig}`]);
    } else {
      const file = join(folder, 'kind.json');
      writeFileSync(file, JSON.stringify(configuration));
      const options = [`--name=${clusterName}`, `--kubeconfig=${kubeconfig}`, `--config=${file}`, '--wait=180s'];
      const image = nodeImage === undefined ? [] : [`--image=${nodeImage}`];
      await runKind(kind, ['create', 'cluster', ...options, ...image]);
    }
    await connectRegistry(programs);
  });
  const reference = (name: string, tag: string) => `${registry.address}/taskyard/${name}:${tag}`;
  const images = {
    backend: reference('backend', productTag('backend')),
    web: reference('web', productTag('web')),
    mysql: published.mysql,
  };
  await step(report, 'Images', async () => {
    for (const name of ['backend', 'web'] as const) {
      await docker.run(['build', `--file=${name}/Dockerfile`, `--tag=${images[name]}`, repositoryRoot]);
      await docker.run(['push', images[name]]);
    }
  });
  await step(report, 'Metrics and ingress controller', async () => {
    const client = new ApiClient(readAccess(kubeconfig));
    // kind has its own DNS server.
    await startAddons(client, { ...published, coredns: undefined }).finally(() => client.close());
  });
  return {
    kubeconfig,
    kubectl,
    images,
    async pushImage(name, tag) {
      const image = reference(name, tag);
      const context = mkdtempSync(join(tmpdir(), 'taskyard-image-'));
      try {
        writeFileSync(join(context, 'Dockerfile'), retaggedDockerfile(images[name], tag));
        await docker.run(['build', `--tag=${image}`, context]);
      } finally {
        rmSync(context, { recursive: true, force: true });
      }
      await docker.run(['push', image]);
      return image;
    },
  };
}

/** Deletes the cluster and its registry. Docker keeps the images that it built. */
export async function stopKindHost({ docker, kind }: KindPrograms): Promise<void> {
  await runKind(kind, ['delete', 'cluster', `--name=${clusterName}`]);
  await docker.run(['rm', '--force', '--volumes', registry.container]);
}

async function startRegistry(docker: Docker): Promise<void> {
  const { failed, stdout } = await docker.try(['inspect', '--format={{.State.Running}}', registry.container]);
  if (!failed && stdout === 'true') return;
  await docker.try(['rm', '--force', registry.container]);
  const port = registry.address.replace('localhost', '127.0.0.1');
  await docker.run(['run', '--detach', `--publish=${port}:5000`, `--name=${registry.container}`, published.registry]);
}

/** Lets the node pull `localhost:5001/…` from the registry's container: on the node, localhost is the node itself. */
async function connectRegistry({ docker, kind }: KindPrograms): Promise<void> {
  const networks = '--format={{json .NetworkSettings.Networks}}';
  const connected = JSON.parse(await docker.run(['inspect', networks, registry.container])) as Record<string, unknown>;
  if (!('kind' in connected)) await docker.run(['network', 'connect', 'kind', registry.container]);
  const folder = `/etc/containerd/certs.d/${registry.address}`;
  const script = `mkdir -p ${folder} && echo '[host."http://${registry.container}:5000"]' > ${folder}/hosts.toml`;
  for (const node of (await runKind(kind, ['get', 'nodes', `--name=${clusterName}`])).split('\n').filter(Boolean)) {
    await docker.run(['exec', node, 'sh', '-c', script]);
  }
}

async function runKind(kind: string, args: readonly string[]): Promise<string> {
  const { failed, stdout, all } = await execa(kind, args, { all: true, reject: false, stdin: 'ignore' });
  if (failed) throw new CliError(`kind ${args.join(' ')} failed:\n${all.trim().split('\n').slice(-20).join('\n')}`);
  return stdout;
}
