import { appendFile, readFile } from 'node:fs/promises';
import * as pulumi from '@pulumi/pulumi';
import type * as provider from '@pulumi/pulumi/provider/index.js';
import { eksComponentChildren } from '../plan/pricing/eks-component.ts';
import { keepsFixedName, replaces } from '../plan/replacements.ts';
import { eksClusterName } from '../recorder/eks-cluster-inputs.ts';
import { freshOutputs } from '../recorder/fresh-outputs.ts';
import { mockCall, mockOutputs } from '../recorder/mock-outputs.ts';
import { changedPaths } from '../shared/changed-paths.ts';
import { FakeCluster } from './fake-cluster.ts';
import { FakeEks } from './fake-eks.ts';
import { FakeReadBacks } from './fake-read-backs.ts';
import type { JournalEntry } from './journal.ts';

type Properties = Record<string, unknown>;

/** Start of all generated passwords, so that a test can search for them where they must not be. */
export const passwordPrefix = 'clear-text-of-';

/**
 * A fake of a whole provider. It returns mock outputs, replaces what the real provider replaces, and writes every change to a
 * journal. Of Kubernetes, it also remembers which objects exist and which failed, and of EKS who has access. Of AWS, it reads back
 * what differs from the inputs. Anything else is accepted: it does not find what the real provider would refuse.
 */
export class FakeProvider implements provider.Provider {
  // Higher than any version that the SDKs require, because the engine warns about an older provider.
  readonly version = '999.0.0';
  readonly #journal: string;
  readonly #cluster: FakeCluster;
  readonly #eks: FakeEks;
  readonly #readBacks = new FakeReadBacks();
  readonly #callerArn: string;

  /**
   * @param settings the inputs of the provider resource
   * @param callerArn who runs the program, as STS names it
   */
  constructor(journal: string, settings: Properties, callerArn: string) {
    this.#journal = journal;
    this.#cluster = new FakeCluster(settings);
    this.#eks = new FakeEks(callerArn);
    this.#callerArn = callerArn;
  }

  async check(urn: string, _olds: Properties, news: Properties): Promise<provider.CheckResult> {
    return { inputs: this.#readBacks.withDefaults(typeOf(urn), news) };
  }

  async diff(_id: string, urn: string, olds: Properties, news: Properties): Promise<provider.DiffResult> {
    const type = typeOf(urn);
    const [before, after] = [withoutMarks(olds), withoutMarks(news)];
    const changed = Object.keys(after).flatMap((key) => changedPaths(before[key], after[key], key));
    const replaced = changed.filter((path) => this.#isReplaced(type, path));
    if (this.#cluster.replacesUnready(type, before, after)) replaced.push('metadata.annotations');
    return {
      changes: changed.length + replaced.length > 0,
      replaces: replaced,
      deleteBeforeReplace:
        replaced.length > 0 && (this.#cluster.hasSameName(type, before, after) || keepsFixedName(type, before, after)),
    };
  }

  async create(urn: string, inputs: Properties): Promise<provider.CreateResult> {
    const [type, name, plain] = [typeOf(urn), nameOf(urn), withoutMarks(inputs)];
    if (isObject(type)) this.#cluster.create(type, plain);
    this.#eks.create(type, plain);
    const args = { type, name, inputs: plain, custom: true };
    // Another identity than a former resource of this name had.
    const { id: mockId = name, state } = freshOutputs(args, mockOutputs(args), `-${++generated}`);
    const { id, outputs } = this.#readBacks.create(type, mockId, plain);
    await this.#write({ operation: 'create', urn });
    // Inputs are returned unchanged, with their marks, so that the engine keeps secret inputs secret.
    const outs = { ...(state as Properties), ...additionalOutputs[type]?.(name), ...inputs, ...outputs };
    if (!this.#cluster.isReady(type, plain)) throw new NotReadyError(id, outs);
    return { id, outs };
  }

  /** As it was, but for the load balancer of an Ingress: a test may have replaced it. */
  async read(id: string, urn: string, props: Properties = {}): Promise<provider.ReadResult> {
    const hostname = await readFile(replacedLoadBalancerFile(this.#journal), 'utf8').catch(() => undefined);
    if (hostname === undefined || !typeOf(urn).endsWith(':Ingress')) return { id, props };
    return { id, props: { ...props, status: { loadBalancer: { ingress: [{ hostname }] } } } };
  }

  async update(id: string, urn: string, olds: Properties, news: Properties): Promise<provider.UpdateResult> {
    const [type, plain] = [typeOf(urn), withoutMarks(news)];
    this.#cluster.update(type, plain);
    await this.#write({ operation: 'update', urn });
    const outs = { ...olds, ...news };
    if (!this.#cluster.isReady(type, plain)) throw new NotReadyError(id, outs);
    return { outs };
  }

  async delete(_id: string, urn: string, outputs: Properties): Promise<void> {
    this.#cluster.delete(typeOf(urn), withoutMarks(outputs));
    this.#eks.delete(typeOf(urn), withoutMarks(outputs));
    await this.#write({ operation: 'delete', urn });
  }

  async invoke(token: string, inputs: Properties): Promise<provider.InvokeResult> {
    // The real EKS component asks for it.
    if (token === 'aws:index/getPartition:getPartition') {
      return { outputs: { partition: 'aws', dnsSuffix: 'amazonaws.com' } };
    }
    return { outputs: mockCall({ token, inputs }, () => this.#callerArn) };
  }

  /** A remote component, which is always `eks.Cluster` here, and what it declares. */
  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<provider.ConstructResult> {
    const component = new pulumi.ComponentResource(type, name, inputs, options);
    const children = new Map<string, ChildResource>();
    // The outputs of the component are those of its cluster, and unknown when a preview replaces it.
    const clusterId = () => children.get(eksClusterName(name))?.id ?? pulumi.output(name);
    for (const { type: of, name: child, inputs: given, parent } of eksComponentChildren(name, inputs)) {
      const { clusterName } = given;
      const owner = {
        parent: children.get(parent ?? '') ?? component,
        // The SDK of a real component names it. Without one, the engine adds it in the second update.
        ...(of.startsWith('pulumi:providers:') && { version: this.version }),
      };
      const member = clusterName === undefined ? {} : { clusterName: clusterId().apply(() => clusterName) };
      children.set(child, new ChildResource(of, child, { ...given, ...member }, owner));
    }
    const args = { type, name, inputs: {}, custom: false };
    const { state } = mockOutputs(args);
    const outputs = Object.keys(state as Properties).map((key) => [
      key,
      clusterId().apply((id) => (freshOutputs(args, { id, state }, `-${id}`).state as Properties)[key]),
    ]);
    return { urn: component.urn, state: Object.fromEntries(outputs) as pulumi.Inputs };
  }

  /** The inputs of a provider resource that have changed and make it another provider. */
  replacedSettings(urn: string, olds: Properties, news: Properties): readonly string[] {
    return Object.keys(news).filter((key) => olds[key] !== news[key] && replaces(typeOf(urn), key));
  }

  /** What the table of `plan` and the settings of the provider name. */
  #isReplaced(type: string, path: string): boolean {
    const bySettings = this.#cluster.replacedInputs(type);
    return replaces(type, path) || bySettings.some((key) => path === key || path.startsWith(`${key}.`));
  }

  #write(entry: JournalEntry): Promise<void> {
    return appendFile(this.#journal, `${JSON.stringify(entry)}\n`);
  }
}

/** A resource of any type. The class of the SDK is abstract. */
class ChildResource extends pulumi.CustomResource {}

/** Beside the journal: the host name of the load balancer that replaced the first one. */
export function replacedLoadBalancerFile(journal: string): string {
  return `${journal}.load-balancer`;
}

/** The object exists, and did not become ready. The engine keeps it in its state. */
class NotReadyError extends Error {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons = ['the fake provider has made it fail'];

  constructor(id: string, properties: Properties) {
    super('the resource was created and did not become ready');
    this.id = id;
    this.properties = properties;
  }
}

/** Numbers what the fake has generated, so that a replaced value is another value. */
let generated = 0;

/** Outputs that a preview reads from the state. A missing output would count as unknown, and so as a change. */
const additionalOutputs: Readonly<Record<string, (name: string) => Properties>> = {
  'random:index/randomPassword:RandomPassword': (name) => ({ result: `${passwordPrefix}${name}-${++generated}` }),
  'tls:index/selfSignedCert:SelfSignedCert': () => ({ certPem: certificate() }),
  'tls:index/locallySignedCert:LocallySignedCert': () => ({
    certPem: certificate(),
    validityEndTime: new Date(++generated * 1000).toISOString(),
  }),
  'aws:eks/cluster:Cluster': () => ({ endpoint: 'https://eks.example', certificateAuthority: { data: '' } }),
  'aws:kms/key:Key': (name) => ({ keyId: `key-${name}` }),
  'aws:ec2/launchTemplate:LaunchTemplate': () => ({ latestVersion: 1 }),
  'aws:route53/record:Record': (name) => ({ fqdn: `${name}.example` }),
};

function certificate(): string {
  const content = Buffer.from(`certificate ${++generated}`).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`;
}

function isObject(type: string): boolean {
  return type.startsWith('kubernetes:') && !type.startsWith('kubernetes:helm.sh');
}

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
