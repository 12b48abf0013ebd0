import type { StackSettings } from '../../stacks/config/schema.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { argocdApplications } from './argocd-applications.ts';
import { fluxKustomizations } from './flux-kustomizations.ts';
import { chartsOf, isObject, type Manifest, manifestOf } from './manifest.ts';
import { kustomization, type RenderedFile, yamlFile } from './rendered-file.ts';
import { wavesOf } from './waves.ts';

export interface RenderedTree {
  readonly files: readonly RenderedFile[];
  /** Secrets that the manifests use and that are not rendered: Pulumi creates them. */
  readonly withheld: readonly string[];
  /** Charts, as `name version`: Pulumi installs them. */
  readonly charts: readonly string[];
}

/** Components whose objects a GitOps controller may own. The others also manage cloud resources, or hold secrets. */
const delivered = /^taskyard:app:(DatabaseRollout|BackendModule|KeyRotation|Web|AdditionalApp)$/;

/**
 * The Kubernetes objects of a stack as files: `app/` for a GitOps controller, `platform/` for what Pulumi always applies,
 * which is only rendered to be read and checked. The same recording gives the same bytes.
 *
 * @throws when an object other than a Secret has a secret value
 */
export function renderTree(
  stack: string,
  recorded: readonly RecordedResource[],
  settings: StackSettings,
): RenderedTree {
  const objects = recorded.filter(isObject);
  const secrets = objects.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
  const others = objects.filter((object) => !secrets.includes(object));
  refuseSecretValues(others);
  const graph = new RecordedGraph(recorded);
  const isDelivered = deliveredBy(recorded);
  const app = renderWaves('app', wavesOf(graph, others.filter(isDelivered)));
  const platform = renderWaves(
    'platform',
    wavesOf(
      graph,
      others.filter((object) => !isDelivered(object)),
    ),
  );
  const files = [...app.files, ...platform.files, ...gitopsFiles(stack, app.waves, settings)];
  return {
    files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    withheld: secrets.map((secret) => objectPath(manifestOf(secret))).sort(),
    charts: chartsOf(recorded),
  };
}

/** A test whether a resource is in a component whose objects a GitOps controller may own. */
function deliveredBy(recorded: readonly RecordedResource[]): (resource: RecordedResource) => boolean {
  const byUrn = new Map(recorded.map((resource) => [resource.urn, resource]));
  const isDelivered = ({ type, parent }: RecordedResource): boolean => {
    const owner = parent === undefined ? undefined : byUrn.get(parent);
    return delivered.test(type) || (owner !== undefined && isDelivered(owner));
  };
  return isDelivered;
}

function refuseSecretValues(objects: readonly RecordedResource[]): void {
  const refused = objects.filter(({ secretInputs }) => secretInputs.length > 0).map(({ urn }) => urn);
  if (refused.length > 0) throw new Error(`manifests must hold no secret, but these do: ${refused.join(', ')}`);
}

/** A folder for each wave, with a kustomization that lists its objects, and one above that lists the waves. */
function renderWaves(top: 'app' | 'platform', waves: readonly (readonly RecordedResource[])[]) {
  const names = waves.map((_, index) => `wave-${String(index).padStart(2, '0')}`);
  const files = waves.flatMap((objects, index) => {
    const folder = `${top}/${names[index]}`;
    const manifests = objects.map(manifestOf).map((manifest) => yamlFile(`${folder}/${fileName(manifest)}`, manifest));
    const listed = manifests.map(({ path }) => path.slice(folder.length + 1)).sort();
    return [...manifests, kustomization(folder, listed)];
  });
  return { waves: names.map((name) => `${top}/${name}`), files: [...files, kustomization(top, names)] };
}

function gitopsFiles(stack: string, waves: readonly string[], { delivery, manifests }: StackSettings): RenderedFile[] {
  if (delivery === 'pulumi' || manifests === undefined) return [];
  const source = { stack, waves, manifests };
  return delivery === 'argocd' ? argocdApplications(source) : fluxKustomizations(source);
}

function fileName(manifest: Manifest): string {
  return `${objectPath(manifest).replaceAll('/', '.')}.yaml`;
}

/** `namespace/kind/name`, without the namespace for an object of the cluster. */
function objectPath({ kind, metadata }: Manifest): string {
  const namespace = metadata.namespace === undefined ? [] : [metadata.namespace];
  return [...namespace, kind.toLowerCase(), metadata.name].join('/');
}
