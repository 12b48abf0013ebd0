import { isDeepStrictEqual } from 'node:util';
import { failingTag, missingTag, unreadyTag } from '../cluster/control-plane/pod-lifecycle.ts';

type Properties = Readonly<Record<string, unknown>>;

interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const secret = 'kubernetes:core/v1:Secret';
const configMap = 'kubernetes:core/v1:ConfigMap';
const job = 'kubernetes:batch/v1:Job';
const deployment = 'kubernetes:apps/v1:Deployment';

/**
 * What the real Kubernetes provider and an API server remember, refuse and replace, as far as this program meets it. Source:
 * `pkg/provider/diff.go` and `provider.go` of pulumi-kubernetes 4.34.
 */
export class FakeCluster {
  /** Objects that exist, by type and name. The value tells whether it became ready. */
  readonly #objects = new Map<string, { readonly ready: boolean }>();
  readonly #settings: Properties;

  /** @param settings the inputs of the provider resource, such as `enableSecretMutable` */
  constructor(settings: Properties) {
    this.#settings = settings;
  }

  /** @throws when the object exists: the provider creates and never takes over */
  create(type: string, inputs: Properties): void {
    const key = keyOf(type, inputs);
    if (key === undefined) return;
    if (this.#objects.has(key) && !this.#isOn('upsertExistingObjects')) throw new Error(`${key} already exists`);
    this.#objects.set(key, { ready: becomesReady(type, inputs) });
  }

  update(type: string, inputs: Properties): void {
    const key = keyOf(type, inputs);
    // A Job that has failed stays failed.
    if (key === undefined || type === job) return;
    this.#objects.set(key, { ready: becomesReady(type, inputs) });
  }

  delete(type: string, inputs: Properties): void {
    const key = keyOf(type, inputs);
    if (key !== undefined) this.#objects.delete(key);
  }

  isReady(type: string, inputs: Properties): boolean {
    return this.#objects.get(keyOf(type, inputs) ?? '')?.ready ?? true;
  }

  /** Inputs that the provider cannot change in place because of its settings, and not because of the API server. */
  replacedInputs(type: string): readonly string[] {
    if (type === secret && !this.#isOn('enableSecretMutable')) return ['data', 'stringData'];
    if (type === configMap && !this.#isOn('enableConfigMapMutable')) return ['data', 'binaryData'];
    return [];
  }

  /** Whether the provider replaces an unchanged object: a Job that has not completed, if its annotation asks for it. */
  replacesUnready(type: string, olds: Properties, news: Properties): boolean {
    const { annotations } = metadataOf(news);
    return type === job && annotations?.['pulumi.com/replaceUnready'] === 'true' && !this.isReady(type, olds);
  }

  /** Whether an object and its replacement have the same name, so that the former must be deleted first. */
  hasSameName(type: string, olds: Properties, news: Properties): boolean {
    const key = keyOf(type, olds);
    return key !== undefined && isDeepStrictEqual(key, keyOf(type, news));
  }

  #isOn(setting: string): boolean {
    // The SDK sends a provider's settings as JSON.
    return String(this.#settings[setting]) === 'true';
  }
}

/** The tags of `pod-lifecycle.ts`, which tell how pods of an image end. */
function becomesReady(type: string, inputs: Properties): boolean {
  const broken = type === job ? [failingTag, missingTag] : type === deployment ? [unreadyTag, missingTag] : [];
  const text = JSON.stringify(inputs);
  return !broken.some((tag) => text.includes(`:${tag}"`));
}

function metadataOf({ metadata }: Properties): Metadata {
  return (metadata ?? {}) as Metadata;
}

/** `undefined` for a chart, which is many objects. */
function keyOf(type: string, inputs: Properties): string | undefined {
  const { name, namespace } = metadataOf(inputs);
  return name === undefined ? undefined : `${type} ${namespace ?? ''}/${name}`;
}
