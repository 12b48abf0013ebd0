import { at, type PolicyResource, type ResourceRule, records, sample, unless } from './rule.ts';

const podOwner = /^kubernetes:(apps|batch)\/v1:(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/;
const longRunning = /^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet)$/;
const secretName = /(PASSWORD|PASSWD|PWD|SECRET|TOKEN|PRIVATE_KEY|API_KEY|CREDENTIALS?)$/;
const credentialsInUrl = /:\/\/[^/\s:@]+:[^/\s@]+@/;
const movingTag = /:(latest|main|master|dev|develop|edge|stable|nightly|next)$/;

/** A container that follows every rule. */
const sampleContainer = {
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

/** Pods of every kind of object that creates them. */
export const podRules: readonly ResourceRule[] = [
  {
    kind: 'resource',
    name: 'image-pinned',
    level: 'mandatory',
    description: 'An image is named by a digest or a tag that does not move.',
    types: podOwner,
    check: eachContainer(({ image }) => unless(isPinned(String(image)), `${image} has no digest or fixed tag`)),
    cases: {
      failing: [
        sampleDeployment({ image: 'web' }),
        sampleDeployment({ image: 'host:5000/web' }),
        sampleCronJob({ image: 'web:latest' }),
      ],
      passing: [sampleDeployment(), sampleDeployment({ image: `web@sha256:${'a'.repeat(64)}` })],
    },
  },
  {
    kind: 'resource',
    name: 'resources-set',
    level: 'mandatory',
    description: 'Every container requests cpu and memory, and has a memory limit.',
    types: podOwner,
    check: eachContainer(({ resources }) =>
      [
        ['requests', 'cpu'],
        ['requests', 'memory'],
        ['limits', 'memory'],
      ].flatMap((path) => unless(at(resources, ...path) !== undefined, `set resources.${path.join('.')}`)),
    ),
    cases: {
      failing: [sampleDeployment({ resources: { requests: { cpu: '50m' } } })],
      passing: [sampleDeployment()],
    },
  },
  {
    kind: 'resource',
    name: 'probes',
    level: 'mandatory',
    description: 'A server has a readiness probe and a liveness probe.',
    types: longRunning,
    check: eachContainer((container, pod) => {
      // An init container ends before the servers start, and may have no probe, unless it is a sidecar.
      const isServer = container.restartPolicy === 'Always' || records(at(pod, 'containers')).includes(container);
      return ['readinessProbe', 'livenessProbe'].flatMap((probe) =>
        unless(!isServer || container[probe] !== undefined, `add a ${probe}`),
      );
    }),
    cases: {
      failing: [
        sampleDeployment({ livenessProbe: undefined }),
        sampleDeployment({}, { initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }] }),
      ],
      passing: [sampleDeployment(), sampleDeployment({}, { initContainers: [{ name: 'init' }] }), sampleCronJob({})],
    },
  },
  {
    kind: 'resource',
    name: 'pod-restricted',
    level: 'mandatory',
    description: 'Pods follow the restricted Pod Security Standard.',
    types: podOwner,
    check: (resource) => {
      const pod = podSpec(resource);
      const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => at(pod, key) === true);
      const paths = records(at(pod, 'volumes')).filter((volume) => volume.hostPath !== undefined);
      return [
        ...host.map((key) => `${key} shares the node with the pod`),
        ...paths.map(({ name }) => `volume ${name} is a folder of the node`),
        ...eachContainer(restrictedProblems)(resource),
      ];
    },
    cases: {
      failing: [
        sampleDeployment({}, { hostNetwork: true }),
        sampleDeployment({}, { volumes: [{ name: 'node', hostPath: { path: '/' } }] }),
        sampleDeployment(withSecurity({ privileged: true })),
        sampleDeployment(withSecurity({ capabilities: { drop: [] } })),
        sampleDeployment(withSecurity({ runAsNonRoot: undefined })),
        sampleDeployment({}, { initContainers: [{ name: 'init' }] }),
      ],
      passing: [
        sampleDeployment(),
        sampleDeployment(withSecurity({ runAsNonRoot: undefined }), { securityContext: { runAsNonRoot: true } }),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'root-read-only',
    level: 'mandatory',
    description: 'The root file system of every container is read-only.',
    types: podOwner,
    check: eachContainer(({ securityContext }) =>
      unless(at(securityContext, 'readOnlyRootFilesystem') === true, 'set readOnlyRootFilesystem'),
    ),
    cases: {
      failing: [sampleDeployment(withSecurity({ readOnlyRootFilesystem: false }))],
      passing: [sampleDeployment()],
    },
  },
  {
    kind: 'resource',
    name: 'no-secret-in-env',
    level: 'mandatory',
    description: 'No environment variable has a secret as its value. Secrets come from a Kubernetes Secret.',
    types: podOwner,
    check: eachContainer(({ env }) =>
      records(env)
        .filter(({ name, value }) => {
          if (typeof value !== 'string' || value === '') return false;
          return secretName.test(String(name)) || credentialsInUrl.test(value);
        })
        .map(({ name }) => `${name} looks like a secret: use secretKeyRef`),
    ),
    cases: {
      failing: [
        sampleDeployment({ env: [{ name: 'MYSQL_PWD', value: 'hunter2' }] }),
        sampleDeployment({ env: [{ name: 'DATABASE_URL', value: 'mysql://root:hunter2@database/taskyard' }] }),
      ],
      passing: [sampleDeployment()],
    },
  },
  {
    kind: 'resource',
    name: 'no-api-token',
    level: 'mandatory',
    description: 'Pods have no service account token of the cluster.',
    types: podOwner,
    check: (resource) =>
      unless(
        at(podSpec(resource), 'automountServiceAccountToken') === false,
        'set automountServiceAccountToken to false',
      ),
    cases: {
      failing: [sampleDeployment({}, { automountServiceAccountToken: undefined })],
      passing: [sampleDeployment()],
    },
  },
];

function podSpec({ type, inputs }: PolicyResource): unknown {
  const spec = at(inputs, 'spec');
  return at(type.endsWith(':CronJob') ? at(spec, 'jobTemplate', 'spec') : spec, 'template', 'spec');
}

/** Runs `check` for every container and starts each message with the container's name. */
function eachContainer(check: (container: Readonly<Record<string, unknown>>, pod: unknown) => readonly string[]) {
  return (resource: PolicyResource): readonly string[] => {
    const pod = podSpec(resource);
    const all = [...records(at(pod, 'initContainers')), ...records(at(pod, 'containers'))];
    return all.flatMap((container) =>
      check(container, pod).map((message) => `container ${container.name}: ${message}`),
    );
  };
}

function isPinned(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return true;
  return /:[^/:]+$/.test(image) && !movingTag.test(image);
}

function restrictedProblems({ securityContext }: Readonly<Record<string, unknown>>, pod: unknown): readonly string[] {
  const either = (...path: string[]) => at(securityContext, ...path) ?? at(pod, 'securityContext', ...path);
  const dropped = [at(securityContext, 'capabilities', 'drop') ?? []].flat();
  return [
    ...unless(at(securityContext, 'privileged') !== true, 'is privileged'),
    ...unless(at(securityContext, 'allowPrivilegeEscalation') === false, 'set allowPrivilegeEscalation to false'),
    ...unless(either('runAsNonRoot') === true, 'set runAsNonRoot'),
    ...unless(dropped.includes('ALL'), 'drop ALL capabilities'),
    ...unless(
      ['RuntimeDefault', 'Localhost'].includes(String(either('seccompProfile', 'type'))),
      'set a seccompProfile',
    ),
  ];
}

function sampleDeployment(container: object = {}, pod: object = {}): PolicyResource {
  const spec = { automountServiceAccountToken: false, containers: [{ ...sampleContainer, ...container }], ...pod };
  return sample('kubernetes:apps/v1:Deployment', { spec: { template: { spec } } });
}

function sampleCronJob(container: object): PolicyResource {
  const spec = { containers: [{ ...sampleContainer, ...container }] };
  return sample('kubernetes:batch/v1:CronJob', { spec: { jobTemplate: { spec: { template: { spec } } } } });
}

function withSecurity(change: object): object {
  return { securityContext: { ...sampleContainer.securityContext, ...change } };
}
