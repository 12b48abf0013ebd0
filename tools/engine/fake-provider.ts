import { appendFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import * as pulumi from '@pulumi/pulumi';
import type * as provider from '@pulumi/pulumi/provider/index.js';
import { mockCall, mockOutputs } from '../recorder/mock-outputs.ts';
import type { JournalEntry } from './journal.ts';

type Properties = Record<string, unknown>;

/** Start of all generated passwords, so that a test can search for them where they must not be. */
export const passwordPrefix = 'clear-text-of-';

/**
 * A fake of a whole provider. It accepts everything, returns mock outputs, keeps no state, and writes every change to a
 * journal. It does not find what the real provider would refuse.
 */
export class FakeProvider implements provider.Provider {
  // Higher than any version that the SDKs require, because the engine warns about an older provider.
  readonly version = '999.0.0';
  readonly #journal: string;

  constructor(journal: string) {
    this.#journal = journal;
  }

  async check(_urn: string, _olds: Properties, news: Properties): Promise<provider.CheckResult> {
    return { inputs: news };
  }

  async diff(_id: string, urn: string, olds: Properties, news: Properties): Promise<provider.DiffResult> {
    const changed = Object.keys(news).filter((key) => !isDeepStrictEqual(olds[key], news[key]));
    return { changes: changed.length > 0, replaces: replacedInputs(urn, olds, news, changed) };
  }

  async create(urn: string, inputs: Properties): Promise<provider.CreateResult> {
    const { id, state } = mockOutputs({
      type: typeOf(urn),
      name: nameOf(urn),
      inputs: withoutMarks(inputs),
      custom: true,
    });
    await this.#write({ operation: 'create', urn });
    // Inputs are returned unchanged, with their marks, so that the engine keeps secret inputs secret.
    const outputs = { ...(state as Properties), ...additionalOutputs[typeOf(urn)]?.(nameOf(urn)) };
    return { id: id ?? nameOf(urn), outs: { ...outputs, ...inputs } };
  }

  async update(_id: string, urn: string, olds: Properties, news: Properties): Promise<provider.UpdateResult> {
    await this.#write({ operation: 'update', urn });
    return { outs: { ...olds, ...news } };
  }

  async delete(_id: string, urn: string): Promise<void> {
    await this.#write({ operation: 'delete', urn });
  }

  async invoke(token: string, inputs: Properties): Promise<provider.InvokeResult> {
    return { outputs: mockCall({ token, inputs }) };
  }

  /** A remote component, which is always `eks.Cluster` here: the component, and the EKS cluster in it. */
  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<provider.ConstructResult> {
    const component = new pulumi.ComponentResource(type, name, inputs, options);
    new ChildResource('aws:eks/cluster:Cluster', name, { name }, { parent: component });
    const { state } = mockOutputs({ type, name, inputs: {}, custom: false });
    return { urn: component.urn, state: state as pulumi.Inputs };
  }

  #write(entry: JournalEntry): Promise<void> {
    return appendFile(this.#journal, `${JSON.stringify(entry)}\n`);
  }
}

/** A resource of any type. The class of the SDK is abstract. */
class ChildResource extends pulumi.CustomResource {}

/** Names the inputs that force a replacement: the name of a Kubernetes object, and all inputs of generated values. */
function replacedInputs(urn: string, olds: Properties, news: Properties, changed: string[]): string[] {
  const type = typeOf(urn);
  if (/^(random|tls):/.test(type)) return changed;
  if (!type.startsWith('kubernetes:')) return [];
  const identity = ({ metadata }: Properties) => {
    const { name, namespace } = (metadata ?? {}) as { name?: string; namespace?: string };
    return { name, namespace };
  };
  return isDeepStrictEqual(identity(olds), identity(news)) ? [] : ['metadata'];
}

/** Outputs that a preview reads from the state. A missing output would count as unknown, and so as a change. */
const additionalOutputs: Readonly<Record<string, (name: string) => Properties>> = {
  'random:index/randomPassword:RandomPassword': (name) => ({ result: `${passwordPrefix}${name}` }),
  'aws:kms/key:Key': (name) => ({ keyId: `key-${name}` }),
  'aws:ec2/launchTemplate:LaunchTemplate': () => ({ latestVersion: 1 }),
  'aws:route53/record:Record': (name) => ({ fqdn: `${name}.example` }),
};

/** Removes the marks of the engine for secrets and outputs. */
function withoutMarks(inputs: Properties): Properties {
  return JSON.parse(
    JSON.stringify(inputs, (_, value: unknown) => {
      const isMarked = typeof value === 'object' && value !== null && signature in value && 'value' in value;
      return isMarked ? value.value : value;
    }),
  ) as Properties;
}

/** The key of a marked value in Pulumi's wire format. */
const signature = '4dabf18193072939515e22adb298388d';

function typeOf(urn: string): string {
  return urn.split('::')[2]?.split('$').at(-1) ?? '';
}

function nameOf(urn: string): string {
  return urn.split('::')[3] ?? '';
}
