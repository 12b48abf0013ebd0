import { at, type JudgedResource, type ResourceRule, records, unless } from '../rule.ts';

const podOwner = /^kubernetes:(apps|batch)\/v1:(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/;
const longRunning = /^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet)$/;

function podSpec({ type, inputs }: JudgedResource): unknown {
  const spec = at(inputs, 'spec');
  return at(type.endsWith(':CronJob') ? at(spec, 'jobTemplate', 'spec') : spec, 'template', 'spec');
}

/** `check` for every container, with its name before each message. */
function eachContainer(check: (container: Readonly<Record<string, unknown>>, pod: unknown) => readonly string[]) {
  return (resource: JudgedResource): readonly string[] => {
    const pod = podSpec(resource);
    const all = [...records(at(pod, 'initContainers')), ...records(at(pod, 'containers'))];
    return all.flatMap((container) =>
      check(container, pod).map((message) => `container ${container.name}: ${message}`),
    );
  };
}

const secretName = /(PASSWORD|PASSWD|PWD|SECRET|TOKEN|PRIVATE_KEY|API_KEY|CREDENTIALS?)$/;
const credentialsInUrl = /:\/\/[^/\s:@]+:[^/\s@]+@/;
const movingTag = /:(latest|main|master|dev|develop|edge|stable|nightly|next)$/;

function isPinned(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return true;
  return /:[^/:]+$/.test(image) && !movingTag.test(image);
}

const rules: readonly (Omit<ResourceRule, 'kind' | 'types'> & { readonly types?: RegExp })[] = [
  {
    name: 'image-pinned',
    level: 'mandatory',
    description: 'An image is named by a digest or a tag that does not move.',
    check: eachContainer(({ image }) => unless(isPinned(String(image)), `${image} may be another image tomorrow`)),
  },
  {
    name: 'resources-set',
    level: 'mandatory',
    description: 'Every container asks for cpu and memory, and cannot take more memory than it says.',
    check: eachContainer(({ resources }) =>
      [
        ['requests', 'cpu'],
        ['requests', 'memory'],
        ['limits', 'memory'],
      ].flatMap((path) => unless(at(resources, ...path) !== undefined, `set resources.${path.join('.')}`)),
    ),
  },
  {
    name: 'probes',
    level: 'mandatory',
    types: longRunning,
    description: 'A server says when it is ready and whether it is alive.',
    check: eachContainer((container) =>
      ['readinessProbe', 'livenessProbe'].flatMap((probe) => unless(container[probe] !== undefined, `add a ${probe}`)),
    ),
  },
  {
    name: 'pod-restricted',
    level: 'mandatory',
    description: 'Pods keep to the restricted Pod Security Standard.',
    check: (resource) => {
      const pod = podSpec(resource);
      const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => at(pod, key) === true);
      const paths = records(at(pod, 'volumes')).filter((volume) => volume.hostPath !== undefined);
      return [
        ...host.map((key) => `${key} shares the node with the pod`),
        ...paths.map(({ name }) => `volume ${name} is a folder of the node`),
        ...eachContainer(restricted)(resource),
      ];
    },
  },
  {
    name: 'root-read-only',
    level: 'mandatory',
    description: "Nobody can change a container's program while it runs.",
    check: eachContainer(({ securityContext }) =>
      unless(at(securityContext, 'readOnlyRootFilesystem') === true, 'set readOnlyRootFilesystem'),
    ),
  },
  {
    name: 'no-secret-in-env',
    level: 'mandatory',
    description: 'No secret stands as a value in an environment variable: it comes from a Secret.',
    check: eachContainer(({ env }) =>
      records(env)
        .filter(({ name, value }) => {
          if (typeof value !== 'string' || value === '') return false;
          return secretName.test(String(name)) || credentialsInUrl.test(value);
        })
        .map(({ name }) => `${name} looks like a secret: use secretKeyRef`),
    ),
  },
  {
    name: 'no-api-token',
    level: 'mandatory',
    description: 'Pods get no credentials of the cluster unless they say so.',
    check: (resource) =>
      unless(
        at(podSpec(resource), 'automountServiceAccountToken') === false,
        'set automountServiceAccountToken to false',
      ),
  },
];

function restricted({ securityContext }: Readonly<Record<string, unknown>>, pod: unknown): readonly string[] {
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

/** Pods, whatever kind of object makes them. */
export const podRules: readonly ResourceRule[] = rules.map((rule) => ({ types: podOwner, ...rule, kind: 'resource' }));
