import { parse } from 'yaml';
import type { StackSettings } from '../../../stacks/config/schema.ts';
import { type ApiObject, describeObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import { readStackFile, recordStack, settingsOf } from '../../recorder/recorder.ts';
import { type RenderedTree, renderTree } from '../../render/render-tree.ts';
import { eventually } from '../../shared/eventually.ts';
import { runSmoke } from '../../smoke/run-smoke.ts';
import { appNamespace, dataNamespace, type Kubernetes } from '../cluster/kubernetes.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

/** The folders of the app's waves, in the order in which a controller applies them. */
export type WaveOrder = (tree: RenderedTree) => string[];

export const argocdTree: Scenario = {
  name: 'argocd-tree',
  description: "The app is deleted, and applied again from the rendered tree in the order of Argo CD's sync waves",
  timeLimitSeconds: 900,
  run: (context) => applyTree(context, 'argocd', argocdOrder),
};

export const fluxTree: Scenario = {
  name: 'flux-tree',
  description: 'The same in the order of the dependencies of the Flux Kustomizations',
  timeLimitSeconds: 900,
  run: (context) => applyTree(context, 'flux', fluxOrder),
};

/** The path of each Application by its sync wave. */
export const argocdOrder: WaveOrder = (tree) =>
  tree.files
    .filter(({ path }) => /^argocd\/waves\/(?!kustomization)/.test(path))
    .map(({ text }) => parse(text))
    .map(({ metadata, spec }) => ({
      wave: Number(metadata.annotations['argocd.argoproj.io/sync-wave']),
      folder: withoutRepositoryPath(spec.source.path),
    }))
    .sort((one, other) => one.wave - other.wave)
    .map(({ folder }) => folder);

/** The path of each Kustomization, after those that it depends on. */
export const fluxOrder: WaveOrder = (tree) => {
  const waiting = tree.files
    .filter(({ path }) => /^flux\/taskyard-/.test(path))
    .map(({ text }) => parse(text))
    .map(({ metadata, spec }) => ({
      name: String(metadata.name),
      after: ((spec.dependsOn ?? []) as { name: string }[]).map(({ name }) => name),
      folder: withoutRepositoryPath(spec.path),
    }));
  const order: typeof waiting = [];
  while (order.length < waiting.length) {
    const done = new Set(order.map(({ name }) => name));
    const next = waiting.filter(({ name, after }) => !done.has(name) && after.every((other) => done.has(other)));
    if (next.length === 0) throw new Error('the Kustomizations wait for each other');
    order.push(...next);
  }
  return order.map(({ folder }) => folder);
};

/** Where the tree would be in a repository. */
const repositoryPath = 'stacks/local';

/** The tree of `local` for a controller. The stack itself refuses one, because it has no store of secrets. */
export async function controllerTree(
  delivery: 'argocd' | 'flux',
  values = {},
  certificate?: DatabaseCertificate,
): Promise<RenderedTree> {
  const settings = settingsOf({ ...(await readStackFile('local')), ...values });
  const manifests = { repository: 'https://git.example.com/manifests', revision: 'main', path: repositoryPath };
  const delivered: StackSettings = { ...settings, delivery, manifests };
  const resources = await recordStack('local', values, {
    outputs: ({ type }) => {
      if (certificate === undefined) return {};
      if (type.endsWith(':SelfSignedCert')) return { certPem: certificate.authorities };
      return type.endsWith(':LocallySignedCert') ? { validityEndTime: certificate.expires } : {};
    },
  });
  return renderTree('local', resources, delivered);
}

/** What an engine has generated, and a tree repeats: nobody generates it again for the tree. */
interface DatabaseCertificate {
  /** PEM. */
  readonly authorities: string;
  readonly expires: string;
}

async function certificateOfDatabase(kubernetes: Kubernetes): Promise<DatabaseCertificate> {
  const bundle = await kubernetes.get('configmap', 'database-authorities-auth', appNamespace);
  const [job] = await kubernetes.list('jobs', dataNamespace, 'app.kubernetes.io/name=database-users');
  const env = valueAt(job, 'spec', 'template', 'spec', 'containers', 0, 'env') as { name: string; value?: string }[];
  return {
    authorities: String(valueAt(bundle, 'data', 'ca.pem')),
    expires: env.find(({ name }) => name === 'CERTIFICATE_EXPIRES')?.value ?? '',
  };
}

async function applyTree(
  { cluster, kubernetes, stack, report }: ScenarioContext,
  delivery: 'argocd' | 'flux',
  orderOf: WaveOrder,
) {
  const tree = await controllerTree(delivery, stack.configuration, await certificateOfDatabase(kubernetes));
  const waves = orderOf(tree);
  for (const namespace of [appNamespace, dataNamespace])
    await kubernetes.run('delete', 'jobs', '--all', `--namespace=${namespace}`, '--wait=true');
  await kubernetes.run('delete', 'deployments', '--all', `--namespace=${appNamespace}`, '--wait=true');
  let count = 0;
  for (const wave of waves) {
    const objects = objectsOf(tree, wave);
    await kubernetes.apply(objects);
    await settled(kubernetes, objects);
    count += objects.length;
    report(`${wave}: ${objects.map(describeObject).join(', ')}`);
  }
  await kubernetes.servicesRolledOut();
  // The ingress controller learns of new endpoints within seconds. Until then it gives a module's paths to the web.
  await eventually(30, async () => {
    for (const name of ['auth', 'tasks']) {
      const { status } = await fetch(`${cluster.origin}/api/${name}/health`);
      if (status !== 200) throw new Error(`/api/${name}/health was answered with ${status}`);
    }
  });
  if ((await runSmoke({ origin: cluster.origin, waitSeconds: 60, report })) !== 0)
    throw new Error('the app does not work');
  return { waves: waves.length, objects: count };
}

function objectsOf(tree: RenderedTree, folder: string): ApiObject[] {
  return tree.files
    .filter(({ path }) => path.startsWith(`${folder}/`) && !path.endsWith('/kustomization.yaml'))
    .map(({ text }) => parse(text) as ApiObject);
}

/** A controller starts the next wave when the Jobs and Deployments of this one are done. */
async function settled(kubernetes: Kubernetes, objects: readonly ApiObject[]): Promise<void> {
  for (const { kind, metadata } of objects) {
    const namespace = metadata.namespace ?? 'default';
    if (kind === 'Job') await kubernetes.jobCompleted(metadata.name, namespace, 300);
    if (kind === 'Deployment') await kubernetes.rolledOut(`deployment/${metadata.name}`, namespace);
  }
}

function withoutRepositoryPath(path: string): string {
  return path.replace(/^\.\//, '').replace(`${repositoryPath}/`, '');
}
