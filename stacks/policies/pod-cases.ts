import { type RuleCase, resource } from './sample-resource.ts';

const labels = { app: 'web' };
const metadata = { name: 'web', namespace: 'app' };

const good = {
  name: 'web',
  image: 'registry.example/web:1.2.3',
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  readinessProbe: { httpGet: {} },
  livenessProbe: { httpGet: {} },
  env: [
    { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } },
    { name: 'JWT_PRIVATE_KEYS_FILE', value: '/etc/keys/private.json' },
    { name: 'AUTH_API_URL', value: 'http://auth:4000' },
  ],
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

function deployment(container: object = {}, pod: object = {}) {
  const spec = { automountServiceAccountToken: false, containers: [{ ...good, ...container }], ...pod };
  return resource('kubernetes:apps/v1:Deployment', { metadata, spec: { template: { metadata: { labels }, spec } } });
}

const inCronJob = (container: object) =>
  resource('kubernetes:batch/v1:CronJob', {
    metadata,
    spec: { jobTemplate: { spec: { template: { spec: { containers: [{ ...good, ...container }] } } } } },
  });

const budget = (matchLabels: object) =>
  resource('kubernetes:policy/v1:PodDisruptionBudget', { metadata, spec: { selector: { matchLabels } } });
const autoscaler = (namespace: string) =>
  resource('kubernetes:autoscaling/v2:HorizontalPodAutoscaler', {
    metadata: { name: 'web', namespace },
    spec: { scaleTargetRef: { name: 'web' } },
  });
const security = (change: object) => ({ securityContext: { ...good.securityContext, ...change } });

export const podCases: readonly RuleCase[] = [
  {
    rule: 'image-pinned',
    broken: [deployment({ image: 'web' }), deployment({ image: 'host:5000/web' }), inCronJob({ image: 'web:latest' })],
    kept: [deployment(), deployment({ image: `web@sha256:${'a'.repeat(64)}` })],
  },
  { rule: 'resources-set', broken: [deployment({ resources: { requests: { cpu: '50m' } } })], kept: [deployment()] },
  { rule: 'probes', broken: [deployment({ livenessProbe: undefined })], kept: [deployment(), inCronJob({})] },
  {
    rule: 'pod-restricted',
    broken: [
      deployment({}, { hostNetwork: true }),
      deployment({}, { volumes: [{ name: 'node', hostPath: { path: '/' } }] }),
      deployment(security({ privileged: true })),
      deployment(security({ capabilities: { drop: [] } })),
      deployment(security({ runAsNonRoot: undefined })),
      deployment({}, { initContainers: [{ name: 'init' }] }),
    ],
    kept: [
      deployment(),
      deployment(security({ runAsNonRoot: undefined }), { securityContext: { runAsNonRoot: true } }),
    ],
  },
  { rule: 'root-read-only', broken: [deployment(security({ readOnlyRootFilesystem: false }))], kept: [deployment()] },
  {
    rule: 'no-secret-in-env',
    broken: [
      deployment({ env: [{ name: 'MYSQL_PWD', value: 'hunter2' }] }),
      deployment({ env: [{ name: 'DATABASE_URL', value: 'mysql://root:hunter2@database/taskyard' }] }),
    ],
    kept: [deployment()],
  },
  { rule: 'no-api-token', broken: [deployment({}, { automountServiceAccountToken: undefined })], kept: [deployment()] },
  {
    rule: 'disruption-budget',
    broken: [deployment(), budget({ app: 'other' })],
    kept: [deployment(), budget(labels)],
  },
  { rule: 'autoscaled', broken: [deployment(), autoscaler('other')], kept: [deployment(), autoscaler('app')] },
];
