import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from '../../cluster/control-plane/api-client.ts';
import { type ApiObject, describeObject } from '../../cluster/control-plane/api-object.ts';
import { stackObjects } from '../../cluster/stack-objects.ts';
import { type ConfigValues, readStackFile } from '../../recorder/recorder.ts';
import { applyInOrder, deleteInReverse } from './apply-in-order.ts';
import type { Delivery } from './delivery.ts';
import { ValueStore } from './value-store.ts';

/**
 * Applies the stack without an engine: the objects that `npm run render` would write, and the Secrets that it leaves out, each
 * after those it depends on. What an update no longer declares is deleted.
 */
export async function manifestDelivery(client: ApiClient, folder: string): Promise<Delivery> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [settingsFile, appliedFile] = [join(folder, 'settings.json'), join(folder, 'applied.json')];
  const store = new ValueStore(join(folder, 'values.json'));
  const settings = async () => (await readJson<ConfigValues>(settingsFile)) ?? (await readStackFile('local'));
  const applied = async () => (await readJson<ApiObject[]>(appliedFile)) ?? [];
  const outputs = ({ type, name, inputs }: { type: string; name: string; inputs: Record<string, unknown> }) =>
    /^(random|tls):/.test(type) ? store.valuesOf(type, name, inputs) : {};

  return {
    kind: 'manifests',
    async configure(path, value) {
      await writeFile(settingsFile, JSON.stringify(withValue(await settings(), path, value)));
    },
    async up() {
      const objects = await stackObjects('local', await settings(), { outputs });
      const declared = objects.map(({ object }) => withoutSecret(object));
      const former = await applied();
      const names = new Set(declared.map(describeObject));
      const obsolete = former.filter((object) => !names.has(describeObject(object)));
      await writeFile(appliedFile, JSON.stringify([...obsolete, ...declared]));
      const problems = await applyInOrder(client, objects);
      if (problems.length > 0) return { exitCode: 1, output: problems.join('\n') };
      for (const object of obsolete) await client.delete(object);
      await writeFile(appliedFile, JSON.stringify(declared));
      return { exitCode: 0, output: `${objects.length} objects applied, ${obsolete.length} deleted` };
    },
    async destroy() {
      const objects = await applied();
      const left = await deleteInReverse(client, objects);
      await writeFile(appliedFile, JSON.stringify(left));
      if (left.length > 0) return { exitCode: 1, output: `not deleted yet: ${left.map(describeObject).join(', ')}` };
      return { exitCode: 0, output: `${objects.length} objects deleted` };
    },
  };
}

/** Only what identifies an object: the list of applied objects must hold no secret. */
function withoutSecret({ apiVersion, kind, metadata: { name, namespace } }: ApiObject): ApiObject {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

export function withValue(values: ConfigValues, [key = '', ...rest]: readonly string[], value: unknown): ConfigValues {
  if (rest.length === 0) return { ...values, [key]: value };
  const nested = values[key];
  const section = typeof nested === 'object' && nested !== null ? (nested as ConfigValues) : {};
  return { ...values, [key]: withValue(section, rest, value) };
}

async function readJson<T>(file: string): Promise<T | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : undefined;
}
