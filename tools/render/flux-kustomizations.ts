import { type GitopsSource, waveName } from './gitops-source.ts';
import { kustomization, type RenderedFile, yamlFile } from './rendered-file.ts';

const namespace = 'flux-system';

/**
 * A GitRepository, and a Kustomization for each wave. A Kustomization waits until the one before it is healthy and its
 * Jobs have completed.
 */
export function fluxKustomizations({ stack, waves, manifests }: GitopsSource): RenderedFile[] {
  const { repository, revision, path } = manifests;
  const names = waves.map((folder) => `taskyard-${stack}-${waveName(folder)}`);
  const source = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: `taskyard-${stack}`, namespace },
    spec: { url: repository, ref: { branch: revision }, interval: '1m' },
  };
  const kustomizations = waves.map((folder, index) => ({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: names[index], namespace },
    spec: {
      sourceRef: { kind: 'GitRepository', name: source.metadata.name },
      path: `./${path}/${folder}`,
      interval: '10m',
      retryInterval: '1m',
      timeout: '20m',
      prune: true,
      wait: true,
      ...(index === 0 ? {} : { dependsOn: [{ name: names[index - 1] }] }),
    },
  }));
  return [
    yamlFile('flux/source.yaml', source),
    ...kustomizations.map((object) => yamlFile(`flux/${object.metadata.name}.yaml`, object)),
    kustomization('flux', ['source.yaml', ...names.map((name) => `${name}.yaml`)]),
  ];
}
