import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { moduleFiles } from './go-module.ts';

/** Pods whose image has this tag fail as soon as they run. */
export const failingTag = 'fails';
/** An image with this tag does not exist: pods wait for it and never run. */
export const missingTag = 'missing';
/** Pods of Deployments whose image has this tag run and never become ready. Pods of Jobs complete. */
export const unreadyTag = 'unready';

/**
 * Configuration files of kwok, which simulates the kubelets: its own stages (nodes register, pods become ready at once,
 * pods of Jobs complete, deleted pods disappear), and a stage for each kind of broken pod.
 */
export async function podLifecycleFiles(folder: string): Promise<string[]> {
  const stages = join(await moduleFiles('kubernetes', 'sigs.k8s.io/kwok'), 'kustomize', 'stage');
  const broken = await Promise.all(
    [podFails, podMissesImage, podStaysUnready].map(async (stage) => {
      const file = join(folder, `${stage.metadata.name}.yaml`);
      await writeFile(file, stringify(stage));
      return file;
    }),
  );
  return [
    join(stages, 'node', 'fast', 'node-initialize.yaml'),
    ...['pod-ready', 'pod-complete', 'pod-delete'].map((stage) => join(stages, 'pod', 'fast', `${stage}.yaml`)),
    ...broken,
  ];
}

const podFails = brokenPod('pod-fails', failingTag, {
  phase: 'Running',
  status: 'phase: Failed\nreason: Error\nmessage: the tag of the image makes this pod fail\n',
});

const podMissesImage = brokenPod('pod-misses-image', missingTag, {
  phase: 'Pending',
  status: `
containerStatuses:
{{ range .spec.containers }}
- { name: {{ .name | Quote }}, image: {{ .image | Quote }}, imageID: "", ready: false, restartCount: 0, state: { waiting: { reason: ImagePullBackOff } } }
{{ end }}
phase: Pending
`,
});

const podStaysUnready = brokenPod('pod-stays-unready', unreadyTag, {
  phase: 'Pending',
  owner: 'ReplicaSet',
  status: `
conditions:
- { type: Ready, status: "False", reason: ContainersNotReady }
phase: Running
`,
});

interface Breakage {
  /** The phase in which the pod breaks. */
  readonly phase: 'Pending' | 'Running';
  /** The kind of the pod's owner; every kind if it is missing. */
  readonly owner?: string;
  /** The pod's status from then on, as a template of kwok. */
  readonly status: string;
}

function brokenPod(name: string, tag: string, { phase, owner, status }: Breakage) {
  const isIn = (key: string, value: string) => ({ key, operator: 'In', values: [value] });
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          isIn('.status.phase', phase),
          isIn(`.spec.containers.[].image | endswith(":${tag}")`, 'true'),
          ...(owner === undefined ? [] : [isIn('.metadata.ownerReferences.[].kind', owner)]),
        ],
      },
      // Such a pod also matches a stage of kwok's own. Stages with a weight come before those without one.
      weight: 100,
      next: { statusTemplate: status },
    },
  };
}
