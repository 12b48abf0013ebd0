import type { RecordedResource } from './recorded-resource.ts';

/** The recorded resources of a stack as a graph of their dependencies. */
export class RecordedGraph {
  readonly resources: readonly RecordedResource[];
  private readonly byUrn: ReadonlyMap<string, RecordedResource>;
  private readonly children: ReadonlyMap<string | undefined, readonly RecordedResource[]>;

  constructor(resources: readonly RecordedResource[]) {
    this.resources = resources;
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.children = Map.groupBy(resources, ({ parent }) => parent);
  }

  /** Every resource whose type ends with `type`, such as `:Deployment` or `aws:ec2/subnet:Subnet`. */
  all(type: string): RecordedResource[] {
    return this.resources.filter((resource) => resource.type.endsWith(type));
  }

  /** @throws when there is not exactly one such resource */
  one(type: string, name: string): RecordedResource {
    const found = this.all(type).filter((resource) => resource.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`expected one ${type} named ${name}, found ${found.length}`);
    return only;
  }

  /** Custom resources of a kind that has no class of its own, such as `ExternalSecret`. */
  ofKind(kind: string): RecordedResource[] {
    return this.resources.filter(({ type, inputs }) => type.startsWith('kubernetes:') && inputs.kind === kind);
  }

  /** Whether `later` depends on `earlier`, directly or not: it is created after `earlier` and deleted before it. */
  dependsOn(later: RecordedResource, earlier: RecordedResource): boolean {
    const seen = new Set<string>();
    const queue = [later];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === earlier) return true;
      if (seen.has(next.urn)) continue;
      seen.add(next.urn);
      queue.push(...this.dependenciesOf(next));
    }
    return false;
  }

  /** The parent and the direct dependencies. As in the engine, a component stands for all resources in it. */
  private dependenciesOf({ dependsOn, references, parent }: RecordedResource): RecordedResource[] {
    const dependencies = [...dependsOn, ...references].flatMap((urn) => this.resourcesIn(urn));
    const owner = parent === undefined ? undefined : this.byUrn.get(parent);
    return owner ? [...dependencies, owner] : dependencies;
  }

  private resourcesIn(urn: string): RecordedResource[] {
    const resource = this.byUrn.get(urn);
    if (resource === undefined) return [];
    return resource.custom
      ? [resource]
      : [resource, ...(this.children.get(urn) ?? []).flatMap((child) => this.resourcesIn(child.urn))];
  }
}
