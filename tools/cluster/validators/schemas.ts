import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../../shared/eventually.ts';
import type { ApiClient } from '../control-plane/api-client.ts';
import { valueAt } from '../control-plane/api-object.ts';

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  allOf?: Schema[];
  $ref?: string;
  [keyword: string]: unknown;
}

interface OpenApi {
  readonly components?: { readonly schemas?: Record<string, Schema> };
}

/** The template of the paths that `writeSchemas` writes below `folder`, for kubeconform. */
export function schemaLocation(folder: string): string {
  return `${folder}/{{ .Group }}/{{ .ResourceAPIVersion }}/{{ .ResourceKind }}.json`;
}

/**
 * Writes the schema of every kind that the API server serves, custom resources included, in the format of kubeconform.
 * They come from the server, so they match its version, and no schema is downloaded.
 */
export async function writeSchemas(client: ApiClient, folder: string): Promise<void> {
  const custom = await customKinds(client);
  // The server serves a custom resource before it publishes its schema.
  await eventually(60, async () => {
    const written = await writePublished(client, folder);
    const missing = custom.filter((kind) => !written.has(kind));
    if (missing.length > 0) throw new Error(`The API server publishes no schema for ${missing.join(', ')}`);
  });
}

/** `group/version/kind` of every served version of a custom resource. */
async function customKinds(client: ApiClient): Promise<string[]> {
  const definitions = await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
  return definitions.flatMap(({ spec }) => {
    const versions = valueAt(spec, 'versions') as { name: string; served: boolean }[];
    const served = versions.filter((version) => version.served);
    return served.map(({ name }) => `${valueAt(spec, 'group')}/${name}/${valueAt(spec, 'names', 'kind')}`);
  });
}

async function writePublished(client: ApiClient, folder: string): Promise<Set<string>> {
  const written = new Set<string>();
  const index = (await client.send('GET', '/openapi/v3')) as { paths: Record<string, unknown> };
  for (const path of Object.keys(index.paths).filter((name) => /^apis?\/.*v\d/.test(name))) {
    const schemas = ((await client.send('GET', `/openapi/v3/${path}`)) as OpenApi).components?.schemas ?? {};
    const definitions = Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, toJsonSchema(schema)]),
    );
    for (const [name, schema] of Object.entries(schemas)) {
      for (const { group, version, kind } of kindsOf(schema)) {
        // kubeconform uses the version as the group of core kinds, and kinds in lower case.
        const target = join(folder, group === '' ? version : group, version);
        await mkdir(target, { recursive: true });
        const document = { $ref: `#/definitions/${name}`, definitions };
        await writeFile(join(target, `${kind.toLowerCase()}.json`), JSON.stringify(document));
        written.add(`${group}/${version}/${kind}`);
      }
    }
  }
  return written;
}

function kindsOf(schema: Schema): { group: string; version: string; kind: string }[] {
  return (schema['x-kubernetes-group-version-kind'] ?? []) as { group: string; version: string; kind: string }[];
}

/** Converts an OpenAPI schema to a closed JSON Schema: a field that is not listed is an error. */
function toJsonSchema(schema: Schema): Schema {
  const { $ref, properties, additionalProperties, items, allOf, nullable, ...rest } = schema;
  delete rest.format;
  delete rest.default;
  if ($ref !== undefined) return { $ref: $ref.replace('#/components/schemas/', '#/definitions/') };
  // Kubernetes writes a reference with a description as an `allOf` with one element.
  if (allOf?.length === 1 && allOf[0] !== undefined && properties === undefined) return toJsonSchema(allOf[0]);
  const result: Schema = { ...rest };
  if (rest['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] };
  if (items !== undefined) result.items = toJsonSchema(items);
  if (properties !== undefined) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, toJsonSchema(value)]),
    );
    result.additionalProperties = rest['x-kubernetes-preserve-unknown-fields'] === true;
  }
  if (typeof additionalProperties === 'object') result.additionalProperties = toJsonSchema(additionalProperties);
  if (nullable === true && typeof rest.type === 'string') result.type = [rest.type, 'null'];
  return result;
}
