import * as pulumi from '@pulumi/pulumi';

/** What a stack transformation sees of a resource: the object, and its inputs and options as the program gave them. */
export type Declaration = pulumi.ResourceTransformationArgs;

/** One resource as the program declared it: what a preview would send to the engine. */
export interface RecordedResource {
  /** The provider's token, such as `aws:ec2/vpc:Vpc` or `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** True for what a provider makes; false for components, which only group. */
  readonly custom: boolean;
  /** Plain inputs, secret ones unwrapped; `secretInputs` names the top-level keys that the engine would encrypt. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly secretInputs: readonly string[];
  readonly parent: string | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** URNs of the explicit `dependsOn`; a component stands for all its children. */
  readonly dependsOn: readonly string[];
  /** URNs of the resources whose outputs the inputs use. */
  readonly references: readonly string[];
  readonly deletedWith: string | undefined;
}

/** Waits until everything the resource was declared with is known. */
export async function resolveDeclaration({
  resource,
  type,
  name,
  props,
  opts,
}: Declaration): Promise<RecordedResource> {
  const inputs = Object.entries(props as Record<string, unknown>)
    .filter(([key, value]) => value !== undefined && !key.startsWith('__'))
    .map(([key, value]) => [key, pulumi.output(value)] as const);
  const values = await Promise.all(inputs.map(async ([key, value]) => [key, await plain(await known(value))] as const));
  const secret = await Promise.all(inputs.map(([, value]) => pulumi.isSecret(value)));
  return {
    type,
    name,
    urn: await urnOf(resource),
    custom: pulumi.CustomResource.isInstance(resource),
    inputs: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    secretInputs: inputs.filter((_, index) => secret[index]).map(([key]) => key),
    parent: opts.parent && (await urnOf(opts.parent)),
    protect: opts.protect ?? false,
    retainOnDelete: opts.retainOnDelete ?? false,
    dependsOn: await Promise.all((await dependencies(opts.dependsOn)).map(urnOf)),
    references: await referencesOf(props),
    deletedWith: opts.deletedWith && (await urnOf(opts.deletedWith)),
  };
}

async function dependencies(dependsOn: pulumi.ResourceOptions['dependsOn']): Promise<pulumi.Resource[]> {
  const resolved = (await known(dependsOn)) as pulumi.Resource | pulumi.Resource[] | undefined;
  return resolved === undefined ? [] : [resolved].flat();
}

async function referencesOf(props: unknown): Promise<string[]> {
  const used = pulumi.output(props) as unknown as { allResources?: () => Promise<Set<pulumi.Resource>> };
  return Promise.all([...((await used.allResources?.()) ?? [])].map(urnOf));
}

/** A resource among the inputs, such as a role given whole to a component, becomes its URN. */
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
