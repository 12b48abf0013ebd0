import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import type { LocalCluster } from '../../local-cluster/local-cluster.ts';
import { eventually } from '../../shared/eventually.ts';

/** The namespaces of the app. */
export const appNamespace = 'taskyard';
export const dataNamespace = 'taskyard-data';
/** The Deployments of the stack `local`. */
export const services = ['auth', 'tasks', 'web'] as const;

/** What scenarios do with kubectl. Every method throws with kubectl's own words when kubectl fails. */
export class Kubernetes {
  private readonly cluster: Pick<LocalCluster, 'kubectl'>;

  constructor(cluster: Pick<LocalCluster, 'kubectl'>) {
    this.cluster = cluster;
  }

  async run(...args: readonly string[]): Promise<string> {
    const { exitCode, output } = await this.cluster.kubectl(...args);
    if (exitCode !== 0) throw new Error(`kubectl ${args.slice(0, 6).join(' ')} failed: ${output.trim()}`);
    return output;
  }

  /** @param kind as kubectl takes it, such as `pods`; without a namespace, in all namespaces */
  async list(kind: string, namespace?: string, selector?: string): Promise<ApiObject[]> {
    const where = namespace === undefined ? ['--all-namespaces'] : [`--namespace=${namespace}`];
    const which = selector === undefined ? [] : [`--selector=${selector}`];
    const { items } = JSON.parse(await this.run('get', kind, ...where, ...which, '--output=json'));
    return items;
  }

  async get(kind: string, name: string, namespace: string): Promise<ApiObject> {
    return JSON.parse(await this.run('get', kind, name, `--namespace=${namespace}`, '--output=json'));
  }

  /** Server-side apply, as Pulumi does it. */
  async apply(objects: readonly object[]): Promise<void> {
    // In a file of this user: a Secret must not stand in a command line.
    const file = join(tmpdir(), `taskyard-apply-${randomBytes(8).toString('hex')}.json`);
    await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), { mode: 0o600 });
    try {
      await this.run('apply', '--server-side', '--force-conflicts', `--filename=${file}`);
    } finally {
      await rm(file, { force: true });
    }
  }

  /** Waits until every pod of a Deployment or StatefulSet runs its newest template and is ready. */
  async rolledOut(workload: string, namespace = appNamespace, seconds = 300): Promise<void> {
    await this.run('rollout', 'status', workload, `--namespace=${namespace}`, `--timeout=${seconds}s`);
  }

  /** Waits until every service of the app runs its newest template. */
  async servicesRolledOut(): Promise<void> {
    for (const name of services) await this.rolledOut(`deployment/${name}`);
  }

  /** The images of the running pods of a service. */
  async podImages(service: string): Promise<string[]> {
    const pods = await this.podsOf(service);
    return pods.map((pod) => String(valueAt(pod, 'spec', 'containers', 0, 'image')));
  }

  /** The running pods of a workload, without those that end. */
  async podsOf(name: string, namespace = appNamespace): Promise<ApiObject[]> {
    const pods = await this.list('pods', namespace, `app.kubernetes.io/name=${name}`);
    return pods.filter((pod) => valueAt(pod.metadata, 'deletionTimestamp') === undefined && phase(pod) === 'Running');
  }

  /** Waits until a Deployment has at least that many ready pods. An autoscaler may add more. */
  async replicasReady(name: string, count: number, seconds = 300): Promise<void> {
    await eventually(seconds, async () => {
      const ready = Number(valueAt(await this.get('deployment', name, appNamespace), 'status', 'readyReplicas') ?? 0);
      if (ready < count) throw new Error(`${name} has ${ready} ready pods after ${seconds} s instead of ${count}`);
    });
  }

  /** The image of the first container of a Deployment or StatefulSet. */
  async imageOf(kind: 'deployment' | 'statefulset', name: string, namespace: string): Promise<string> {
    return String(valueAt(await this.get(kind, name, namespace), 'spec', 'template', 'spec', 'containers', 0, 'image'));
  }

  /** Runs a program in the first pod of a workload. @returns its output */
  async inPod(name: string, namespace: string, ...command: readonly string[]): Promise<string> {
    const [pod] = await this.podsOf(name, namespace);
    if (pod === undefined) throw new Error(`there is no running pod of ${namespace}/${name}`);
    return this.execute(pod.metadata.name, namespace, ...command);
  }

  /** Runs a program in a pod. @returns its output, without a word of kubectl about the container that it chose */
  async execute(pod: string, namespace: string, ...command: readonly string[]): Promise<string> {
    return this.run('exec', pod, `--namespace=${namespace}`, '--quiet', '--', ...command);
  }

  /** UIDs of objects by `kind/name`, to see that none was replaced. */
  async identities(kinds: string, namespace: string): Promise<Record<string, string>> {
    const objects = await this.list(kinds, namespace);
    return Object.fromEntries(
      objects.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, String(valueAt(metadata, 'uid'))]),
    );
  }

  /** The UIDs of the database's server, its pod and its volumes. The pods of its Jobs come and go. */
  async databaseIdentities(): Promise<Record<string, string>> {
    const pod = 'Pod/database-0';
    const { [pod]: uid = '' } = await this.identities('pods', dataNamespace);
    return { ...(await this.identities('statefulsets,persistentvolumeclaims', dataNamespace)), [pod]: uid };
  }

  /** Waits until a Job has completed. @throws when it failed or `seconds` have passed */
  async jobCompleted(name: string, namespace: string, seconds: number): Promise<void> {
    const state = await eventually(seconds, async () => {
      const conditions = (valueAt(await this.get('job', name, namespace), 'status', 'conditions') ?? []) as Condition[];
      const end = conditions.find(({ type, status }) => status === 'True' && /^(Complete|Failed)$/.test(type));
      if (end === undefined) throw new Error(`the Job ${name} did not end in ${seconds} s`);
      return end;
    });
    if (state.type === 'Failed') throw new Error(`the Job ${name} failed: ${state.message ?? 'without a message'}`);
  }
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

function phase(pod: ApiObject): string {
  return String(valueAt(pod, 'status', 'phase'));
}

export function isReady(pod: ApiObject): boolean {
  const conditions = (valueAt(pod, 'status', 'conditions') ?? []) as Condition[];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}
