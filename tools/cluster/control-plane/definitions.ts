import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { eventually } from '../../shared/eventually.ts';
import type { ApiClient } from './api-client.ts';
import { type ApiObject, valueAt } from './api-object.ts';
import { goModuleFolder, moduleFiles } from './go-module.ts';

/** The folder of custom resource definitions in the Go module of each operator. */
const publishedDefinitions = [
  { module: 'github.com/external-secrets/external-secrets', folder: 'config/crds/bases' },
  { module: 'sigs.k8s.io/gateway-api', folder: 'config/crd/standard' },
  { module: 'github.com/argoproj/argo-rollouts', folder: 'manifests/crds' },
  { module: 'github.com/prometheus-operator/prometheus-operator', folder: 'example/prometheus-operator-crd' },
  { module: 'sigs.k8s.io/karpenter', folder: 'pkg/apis/crds' },
  { module: 'github.com/cert-manager/cert-manager', folder: 'deploy/crds' },
] as const;

/** The custom resource definitions of all custom resources in the stacks. AWS publishes none for EKS Auto Mode. */
async function customResourceDefinitions(): Promise<ApiObject[]> {
  const folders = publishedDefinitions.map(async ({ module, folder }) =>
    join(await moduleFiles('definitions', module), folder),
  );
  const files: string[] = [join(goModuleFolder('definitions'), 'eks-auto-mode.yaml')];
  for (const folder of await Promise.all(folders)) {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
    files.push(...names.map((name) => join(folder, name)));
  }
  const documents = await Promise.all(files.map(async (file) => parseAllDocuments(await readFile(file, 'utf8'))));
  return documents
    .flat()
    .map((document) => document.toJS() as ApiObject)
    .filter((object) => object?.kind === 'CustomResourceDefinition');
}

/** Installs the definitions and waits until the API server serves all of them. */
export async function installDefinitions(client: ApiClient): Promise<void> {
  const definitions = await customResourceDefinitions();
  for (const definition of definitions) await client.apply(definition);
  await eventually(60, async () => {
    for (const definition of await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition')) {
      const conditions = (valueAt(definition, 'status', 'conditions') ?? []) as { type: string; status: string }[];
      const established = conditions.some(({ type, status }) => type === 'Established' && status === 'True');
      if (!established) throw new Error(`${definition.metadata.name} is not served: ${JSON.stringify(conditions)}`);
    }
  });
}
