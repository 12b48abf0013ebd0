import type { RecordedResource } from '../recorder/recorded-resource.ts';

/** A Kubernetes object as it is sent to an API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

// `kubernetes:apps/v1:Deployment`, and custom resources such as `kubernetes:external-secrets.io/v1:ExternalSecret`.
const objectType = /^kubernetes:[\w.-]+(?:\/\w+)?:\w+$/;
// Objects that the provider renders or installs itself.
const renderedByProvider = /^kubernetes:(helm\.sh|yaml|kustomize)/;

/** Whether a resource is one Kubernetes object. A chart is many, and its templates are not in this repository. */
export function isObject({ type }: RecordedResource): boolean {
  return objectType.test(type) && !renderedByProvider.test(type);
}

/** The Kubernetes object of a resource. */
export function manifestOf({ type, name, inputs }: RecordedResource): Manifest {
  const [, group = '', kind = ''] = type.split(':');
  const metadata = (inputs.metadata ?? {}) as Partial<Manifest['metadata']>;
  return {
    ...inputs,
    apiVersion: String(inputs.apiVersion ?? group.replace(/^core\//, '')),
    // The SDK adds `Patch` to the kind of an object that is applied partially.
    kind: String(inputs.kind ?? kind.replace(/Patch$/, '')),
    metadata: { ...metadata, name: metadata.name ?? name },
  };
}

/** The charts among the resources, as `name version`. Pulumi installs them. */
export function chartsOf(resources: readonly RecordedResource[]): string[] {
  return resources
    .filter(({ type }) => type.startsWith('kubernetes:helm.sh'))
    .map(({ inputs }) => `${inputs.chart} ${inputs.version}`);
}
