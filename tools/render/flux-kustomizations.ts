import type { EntryPoint } from './rendered-tree.ts';

const namespace = 'flux-system';

/** A source, and a Kustomization per wave that waits until the one before it is healthy, its Jobs done. */
export function fluxEntry({ stack, waves, manifests }: EntryPoint): { path: string; object: object }[] {
  const { repository, revision, path } = manifests;
  const names = waves.map((folder) => `taskyard-${stack}-${folder.split('/').at(-1)}`);
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
  const files = ['source.yaml', ...names.map((name) => `${name}.yaml`)];
  return [
    { path: 'flux/source.yaml', object: source },
    ...kustomizations.map((object, index) => ({ path: `flux/${files[index + 1]}`, object })),
    {
      path: 'flux/kustomization.yaml',
      object: { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: files },
    },
  ];
}
