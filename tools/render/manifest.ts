import type { RecordedResource } from '../recorder/declaration.ts';

/** A Kubernetes object as it is sent to an API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

// `kubernetes:apps/v1:Deployment`, and custom resources such as `kubernetes:external-secrets.io/v1:ExternalSecret`.
const objectType = /^kubernetes:[\w.-]+(?:\/\w+)?:\w+$/;
// What the provider renders or installs itself.
const chart = /^kubernetes:(helm\.sh|yaml|kustomize)/;

/** Whether a resource is one object of a cluster; a chart is many, and its text is not in this repository. */
export function isObject({ type }: RecordedResource): boolean {
  return objectType.test(type) && !chart.test(type);
}

/** The object a resource stands for. */
export function manifestOf({ type, name, inputs }: RecordedResource): Manifest {
  const [, group = '', kind = ''] = type.split(':');
  const metadata = (inputs.metadata ?? {}) as Partial<Manifest['metadata']>;
  return {
    ...inputs,
    apiVersion: String(inputs.apiVersion ?? group.replace(/^core\//, '')),
    // `…Patch` is the SDK's word for a partial apply.
    kind: String(inputs.kind ?? kind.replace(/Patch$/, '')),
    metadata: { ...metadata, name: metadata.name ?? name },
  };
}
