import type { EntryPoint } from './rendered-tree.ts';

const project = 'default';
const namespace = 'argocd';

/**
 * One Application to apply by hand, which owns one per wave. A wave waits for the one before it because Applications are
 * given a health of their own: https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app
 */
export function argocdEntry({ stack, waves, manifests }: EntryPoint): { path: string; object: object }[] {
  const { repository, revision, path } = manifests;
  const application = (name: string, folder: string, wave?: number) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace,
      // Deleting an Application deletes what it applied.
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
      ...(wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } }),
    },
    spec: {
      project,
      source: { repoURL: repository, targetRevision: revision, path: `${path}/${folder}` },
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        // Server-side, as Pulumi applies: the autoscaler keeps the number of copies.
        syncOptions: ['ServerSideApply=true', 'ApplyOutOfSyncOnly=true'],
        retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
      },
    },
  });
  return [
    { path: 'argocd/root.yaml', object: application(`taskyard-${stack}`, 'argocd/waves') },
    ...waves.map((folder, index) => ({
      path: `argocd/waves/${waveName(folder)}.yaml`,
      object: application(`taskyard-${stack}-${waveName(folder)}`, folder, index),
    })),
    { path: 'argocd/application-health.yaml', object: applicationHealth },
  ];
}

function waveName(folder: string): string {
  return folder.split('/').at(-1) ?? folder;
}

/** To be merged into Argo CD's own settings once per installation. */
const applicationHealth = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'argocd-cm', namespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
  data: {
    'resource.customizations.health.argoproj.io_Application': [
      'local health = obj.status and obj.status.health',
      'if health == nil then return { status = "Progressing" } end',
      'return { status = health.status or "Progressing", message = health.message }',
      '',
    ].join('\n'),
  },
};
