import { type GitopsSource, waveName } from './gitops-source.ts';
import { type RenderedFile, yamlFile } from './rendered-file.ts';

const project = 'default';
const namespace = 'argocd';

/**
 * A root Application to apply by hand, which creates an Application for each wave. A wave waits for the wave before it,
 * because Applications get a health check: https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app
 */
export function argocdApplications({ stack, waves, manifests }: GitopsSource): RenderedFile[] {
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
        // Server-side apply, as Pulumi does, keeps the number of replicas that the autoscaler set.
        syncOptions: ['ServerSideApply=true', 'ApplyOutOfSyncOnly=true'],
        retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
      },
    },
  });
  return [
    yamlFile('argocd/root.yaml', application(`taskyard-${stack}`, 'argocd/waves')),
    ...waves.map((folder, index) =>
      yamlFile(
        `argocd/waves/${waveName(folder)}.yaml`,
        application(`taskyard-${stack}-${waveName(folder)}`, folder, index),
      ),
    ),
    yamlFile('argocd/application-health.yaml', applicationHealth),
  ];
}

/** The operator merges this into the settings of Argo CD, once per installation. */
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
