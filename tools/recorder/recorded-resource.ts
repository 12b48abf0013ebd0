import * as pulumi from '@pulumi/pulumi';
import { eksAccessEntries } from './eks-access-entries.ts';
import { eksClusterInputs, eksClusterName, eksClusterType } from './eks-cluster-inputs.ts';

/** One resource as the program declared it. A preview would send the same to the engine. */
export interface RecordedResource {
  /** The type token of the resource, such as `aws:ec2/vpc:Vpc` or `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** True for a custom resource, which a provider manages; false for a component, which only groups resources. */
  readonly custom: boolean;
  /** Resolved inputs in plain text, secret ones included. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The top-level keys of `inputs` that the engine would encrypt. */
  readonly secretInputs: readonly string[];
  /** URN of the parent. */
  readonly parent: string | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** URNs of the `dependsOn` option; the URN of a component stands for all its children. */
  readonly dependsOn: readonly string[];
  /** URNs of the resources whose outputs the inputs use. */
  readonly references: readonly string[];
  /** The same by top-level key of `inputs`. */
  readonly inputReferences: Readonly<Record<string, readonly string[]>>;
  /** URN of the resource whose deletion also deletes this one. */
  readonly deletedWith: string | undefined;
  /** URN of the provider resource that manages this one; `undefined` for a default provider. */
  readonly provider: string | undefined;
  /** The engine replaces the resource when this value changes. */
  readonly replacementTrigger: unknown;
  readonly deleteBeforeReplace: boolean;
  /** Dotted paths of inputs whose changes the engine ignores. */
  readonly ignoreChanges: readonly string[];
  /** What a component of another program declares, as far as it is known. Only of `eks.Cluster`: its EKS cluster and access entries. */
  readonly children: readonly RecordedResource[];
}

/** Waits until all inputs and options of a resource are resolved. */
export async function toRecordedResource(declared: pulumi.ResourceTransformationArgs): Promise<RecordedResource> {
  const { resource, type, opts } = declared;
  return {
    ...(await recordedInputs(declared)),
    urn: await urnOf(resource),
    custom: pulumi.CustomResource.isInstance(resource),
    provider: await providerOf(resource, type, opts),
    children: type === 'eks:index:Cluster' ? await eksResourcesOf(declared) : [],
  };
}

/** What an `eks.Cluster` declares in AWS, after the transforms of the component: the EKS cluster, and who may use it. */
async function eksResourcesOf({
  resource,
  name,
  props,
  opts,
}: pulumi.ResourceTransformationArgs): Promise<RecordedResource[]> {
  // An output of the component: what belongs to the cluster is replaced with it.
  const clusterName = resource.urn.apply(() => String(props.name));
  const children = [
    { type: eksClusterType, name: eksClusterName(name), inputs: eksClusterInputs(props) },
    ...eksAccessEntries(name, props.accessEntries, clusterName),
  ];
  const urn = await urnOf(resource);
  return Promise.all(
    children.map(async ({ type, name: childName, inputs }) => {
      const child = { type, name: childName };
      let values = { props: inputs, opts: { parent: resource, protect: opts.protect ?? false } };
      for (const transform of (opts as pulumi.ComponentResourceOptions).transforms ?? []) {
        values = { ...values, ...(await transform({ ...child, ...values, custom: true })) } as typeof values;
      }
      return {
        ...(await recordedInputs({ resource, ...child, ...values })),
        urn: `${urn.replace(/::[^:]*$/, '')}$${type}::${childName}`,
        custom: true,
        provider: await providerOf(resource, type, {}),
        children: [],
      };
    }),
  );
}

type Recorded = Omit<RecordedResource, 'urn' | 'custom' | 'provider' | 'children'>;

async function recordedInputs({ type, name, props, opts }: pulumi.ResourceTransformationArgs): Promise<Recorded> {
  const inputs = Object.entries(props as Record<string, unknown>)
    .filter(([key, value]) => value !== undefined && !key.startsWith('__'))
    .map(([key, value]) => [key, pulumi.output(value)] as const);
  const values = await Promise.all(inputs.map(async ([key, value]) => [key, await plain(await known(value))] as const));
  const secret = await Promise.all(inputs.map(([, value]) => pulumi.isSecret(value)));
  const references = await Promise.all(inputs.map(async ([key, value]) => [key, await referencesOf(value)] as const));
  return {
    type,
    name,
    inputs: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    secretInputs: inputs.filter((_, index) => secret[index]).map(([key]) => key),
    parent: opts.parent && (await urnOf(opts.parent)),
    protect: opts.protect ?? false,
    retainOnDelete: opts.retainOnDelete ?? false,
    dependsOn: await Promise.all((await dependencies(opts.dependsOn)).map(urnOf)),
    references: [...new Set(references.flatMap(([, urns]) => urns))],
    inputReferences: Object.fromEntries(references.filter(([, urns]) => urns.length > 0)),
    deletedWith: opts.deletedWith && (await urnOf(opts.deletedWith)),
    replacementTrigger: await known(opts.replacementTrigger),
    deleteBeforeReplace: (opts as pulumi.CustomResourceOptions).deleteBeforeReplace ?? false,
    ignoreChanges: opts.ignoreChanges ?? [],
  };
}

/** The option `provider`, or what the parents have for the package of the type. */
async function providerOf(
  resource: pulumi.Resource,
  type: string,
  { provider, parent }: pulumi.CustomResourceOptions,
): Promise<string | undefined> {
  const found = provider ?? resource.getProvider(type) ?? parent?.getProvider(type);
  return found && urnOf(found);
}

async function dependencies(dependsOn: pulumi.ResourceOptions['dependsOn']): Promise<pulumi.Resource[]> {
  const resolved = (await known(dependsOn)) as pulumi.Resource | pulumi.Resource[] | undefined;
  return resolved === undefined ? [] : [resolved].flat();
}

async function referencesOf(value: unknown): Promise<string[]> {
  const used = pulumi.output(value) as unknown as { allResources?: () => Promise<Set<pulumi.Resource>> };
  return Promise.all([...((await used.allResources?.()) ?? [])].map(urnOf));
}

/** A resource among the inputs is replaced by its URN, for example a role that a component takes as an argument. */
async function plain(value: unknown): Promise<unknown> {
  if (pulumi.Resource.isInstance(value)) return urnOf(value);
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await plain(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function urnOf(resource: pulumi.Resource): Promise<string> {
  return known(resource.urn) as Promise<string>;
}

/** Under mocks every output is known, so `apply` always runs. */
function known(input: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    pulumi.output(input as pulumi.Input<object>).apply((value: unknown) => resolve(value));
  });
}
