/** Any Kubernetes object. Fields of `spec` and `status` differ by kind; tests narrow what they read. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** How to reach an API server, as its administrator or as somebody whom the administrator stands for. */
export interface ApiAccess {
  /** Base URL, such as `https://127.0.0.1:40001`. */
  readonly server: string;
  /** Either a token, or a client certificate and its key as PEM texts. */
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** PEM text. */
  readonly certificateAuthority: string;
  /** The requests count as those of this user in this group. */
  readonly impersonated?: { readonly user: string; readonly group: string };
}

export function describeObject({ apiVersion, kind, metadata }: ApiObject): string {
  const name = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  return `${apiVersion} ${kind} ${name}`;
}

/** The value at a path of keys; `undefined` if a key on the path is missing. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}
