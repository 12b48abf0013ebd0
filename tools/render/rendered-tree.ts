import { stringify } from 'yaml';
import type { StackSettings } from '../../stacks/config/schema.ts';
import type { RecordedResource } from '../recorder/declaration.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import { argocdEntry } from './argocd-applications.ts';
import { fluxEntry } from './flux-kustomizations.ts';
import { isObject, type Manifest, manifestOf } from './manifest.ts';
import { wavesOf } from './waves.ts';

export interface RenderedFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface RenderedTree {
  readonly files: readonly RenderedFile[];
  /** Secrets the manifests name and do not hold: Pulumi makes them. */
  readonly withheld: readonly string[];
  /** Charts, as `name version`: Pulumi installs them. */
  readonly charts: readonly string[];
}

/** What a controller needs to know of the tree it is pointed at. */
export interface EntryPoint {
  readonly stack: string;
  /** Folders below `manifests.path`, in order. */
  readonly waves: readonly string[];
  readonly manifests: NonNullable<StackSettings['manifests']>;
}

/** First line of every file: where to make a change instead. */
export const notice =
  '# Rendered from stacks/ by `npm run render`. Change the program or the stack, and render again.\n';

/** Components whose objects a GitOps controller may own. Everything else has a life outside the cluster, or a secret in it. */
const delivered = /^taskyard:app:(DatabaseRollout|BackendModule|KeyRotation|Web|AdditionalApp)$/;

/**
 * The Kubernetes half of a stack as files: `app/` for whoever delivers, `platform/` for what stays with Pulumi and is
 * there to be read and checked. The same recording gives the same bytes.
 *
 * @throws when an object other than a Secret holds something secret
 */
export function renderTree(
  stack: string,
  recorded: readonly RecordedResource[],
  settings: StackSettings,
): RenderedTree {
  const graph = new RecordedGraph(recorded);
  const byUrn = new Map(recorded.map((resource) => [resource.urn, resource]));
  const isDelivered = ({ type, parent }: RecordedResource): boolean => {
    const owner = parent === undefined ? undefined : byUrn.get(parent);
    return delivered.test(type) || (owner !== undefined && isDelivered(owner));
  };
  const objects = recorded.filter(isObject);
  const secrets = objects.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
  const open = objects.filter((object) => !secrets.includes(object));
  refuseSecrets(open);
  const app = wavesOf(graph, open.filter(isDelivered)).map((wave, index) => waveFiles('app', wave, index));
  const platform = wavesOf(
    graph,
    open.filter((object) => !isDelivered(object)),
  ).map((wave, index) => waveFiles('platform', wave, index));
  const waves = app.map(({ folder }) => folder);
  return {
    files: [
      ...[...app, ...platform].flatMap(({ files }) => files),
      kustomization(
        'app',
        waves.map((folder) => folder.replace('app/', '')),
      ),
      kustomization(
        'platform',
        platform.map(({ folder }) => folder.replace('platform/', '')),
      ),
      ...entryFiles(stack, waves, settings),
    ].toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    withheld: secrets.map((secret) => objectPath(manifestOf(secret))).sort(),
    charts: recorded
      .filter(({ type }) => type.startsWith('kubernetes:helm.sh'))
      .map(({ inputs }) => `${inputs.chart} ${inputs.version}`),
  };
}

function refuseSecrets(objects: readonly RecordedResource[]): void {
  const holding = objects.filter(({ secretInputs }) => secretInputs.length > 0).map(({ urn }) => urn);
  if (holding.length > 0) throw new Error(`manifests must hold no secret, but these do: ${holding.join(', ')}`);
}

function waveFiles(half: string, wave: readonly RecordedResource[], index: number) {
  const folder = `${half}/wave-${String(index).padStart(2, '0')}`;
  const files = wave.map(manifestOf).map((manifest) => file(`${folder}/${fileName(manifest)}`, manifest));
  const names = files.map(({ path }) => path.slice(folder.length + 1)).sort();
  return { folder, files: [...files, kustomization(folder, names)] };
}

function kustomization(folder: string, resources: readonly string[]): RenderedFile {
  return file(`${folder}/kustomization.yaml`, {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
  });
}

function entryFiles(stack: string, waves: readonly string[], { delivery, manifests }: StackSettings): RenderedFile[] {
  if (delivery === 'pulumi' || manifests === undefined) return [];
  const entry = { stack, waves, manifests };
  const objects = delivery === 'argocd' ? argocdEntry(entry) : fluxEntry(entry);
  return objects.map(({ path, object }) => file(path, object));
}

/** Keys sorted and lines unfolded, so that a change of the program is a change of the lines it means. */
function file(path: string, object: object): RenderedFile {
  return {
    path,
    text: notice + stringify(object, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false }),
  };
}

function fileName(manifest: Manifest): string {
  return `${objectPath(manifest).replaceAll('/', '.')}.yaml`;
}

function objectPath({ kind, metadata }: Manifest): string {
  return [...(metadata.namespace === undefined ? [] : [metadata.namespace]), kind.toLowerCase(), metadata.name].join(
    '/',
  );
}
