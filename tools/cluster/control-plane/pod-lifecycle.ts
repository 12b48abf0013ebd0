import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { moduleFiles } from './go-module.ts';

/** Pods whose image has this tag fail as soon as they run. */
export const failingTag = 'fails';

/**
 * Configuration files of kwok, which simulates the kubelets: its own stages (nodes register, pods become ready at once,
 * pods of Jobs complete, deleted pods disappear), and a stage for failing pods.
 */
export async function podLifecycleFiles(folder: string): Promise<string[]> {
  const stages = join(await moduleFiles('kubernetes', 'sigs.k8s.io/kwok'), 'kustomize', 'stage');
  const failing = join(folder, 'pod-failing.yaml');
  await writeFile(failing, stringify(podFails));
  return [
    join(stages, 'node', 'fast', 'node-initialize.yaml'),
    ...['pod-ready', 'pod-complete', 'pod-delete'].map((stage) => join(stages, 'pod', 'fast', `${stage}.yaml`)),
    failing,
  ];
}

const podFails = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'pod-fails' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'In', values: ['Running'] },
        { key: `.spec.containers.[].image | endswith(":${failingTag}")`, operator: 'In', values: ['true'] },
      ],
    },
    // Such a pod also matches the stage `pod-complete`. Stages with a weight come before those without one.
    weight: 100,
    next: { statusTemplate: 'phase: Failed\nreason: Error\nmessage: the tag of the image makes this pod fail\n' },
  },
};
