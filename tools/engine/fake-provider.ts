import { appendFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import * as pulumi from '@pulumi/pulumi';
import type * as provider from '@pulumi/pulumi/provider/index.js';
import { mockCall, mockOutputs } from '../recorder/mock-outputs.ts';
import type { JournalEntry } from './journal.ts';

type Properties = Record<string, unknown>;

/** What a stand-in's passwords and keys start with, so that a test can look for them where they must not be. */
export const clearText = 'clear-text-of-';

/**
 * Takes the place of a whole provider: it says yes to everything, makes outputs up from inputs, remembers nothing, and
 * writes every change to a journal. What the real provider would refuse is not seen with it.
 */
export class StandInProvider implements provider.Provider {
  // Above whatever the SDKs ask for: the engine warns about a provider that is older.
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
    return { changes: changed.length > 0, replaces: mustReplace(urn, olds, news, changed) };
  }

  async create(urn: string, inputs: Properties): Promise<provider.CreateResult> {
    const { id, state } = mockOutputs({ type: typeOf(urn), name: nameOf(urn), inputs: plain(inputs), custom: true });
    await this.#write({ operation: 'create', urn });
    // Inputs go back as they came, so that the engine keeps secret what came as a secret.
    const outputs = { ...(state as Properties), ...furtherOutputs[typeOf(urn)]?.(nameOf(urn)) };
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

  /** A remote component, such as `eks.Cluster`: the component, and in it the one thing AWS would bill for. */
  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<provider.ConstructResult> {
    const component = new pulumi.ComponentResource(type, name, inputs, options);
    new InsideComponent('aws:eks/cluster:Cluster', name, { name }, { parent: component });
    const { state } = mockOutputs({ type, name, inputs: {}, custom: false });
    return { urn: component.urn, state: state as pulumi.Inputs };
  }

  #write(entry: JournalEntry): Promise<void> {
    return appendFile(this.#journal, `${JSON.stringify(entry)}\n`);
  }
}

/** A resource by its token; the SDK's class is abstract. */
class InsideComponent extends pulumi.CustomResource {}

/** What Kubernetes cannot change in place, and what is only ever made anew: generated values. */
function mustReplace(urn: string, olds: Properties, news: Properties, changed: string[]): string[] {
  const type = typeOf(urn);
  if (/^(random|tls):/.test(type)) return changed;
  if (!type.startsWith('kubernetes:')) return [];
  const identity = ({ metadata }: Properties) => {
    const { name, namespace } = (metadata ?? {}) as { name?: string; namespace?: string };
    return { name, namespace };
  };
  return isDeepStrictEqual(identity(olds), identity(news)) ? [] : ['metadata'];
}

/** Outputs a preview needs to know from the state: one that is missing there counts as unknown, and as a change. */
const furtherOutputs: Readonly<Record<string, (name: string) => Properties>> = {
  'random:index/randomPassword:RandomPassword': (name) => ({ result: `${clearText}${name}` }),
  'aws:kms/key:Key': (name) => ({ keyId: `key-${name}` }),
  'aws:ec2/launchTemplate:LaunchTemplate': () => ({ latestVersion: 1 }),
  'aws:route53/record:Record': (name) => ({ fqdn: `${name}.example` }),
};

/** Without the engine's marks of secrets and outputs. */
function plain(inputs: Properties): Properties {
  return JSON.parse(
    JSON.stringify(inputs, (_, value: unknown) => {
      const isMarked = typeof value === 'object' && value !== null && signature in value && 'value' in value;
      return isMarked ? value.value : value;
    }),
  ) as Properties;
}

const signature = '4dabf18193072939515e22adb298388d';

function typeOf(urn: string): string {
  return urn.split('::')[2]?.split('$').at(-1) ?? '';
}

function nameOf(urn: string): string {
  return urn.split('::')[3] ?? '';
}
