import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { moduleFiles } from './go-module.ts';

/** A pod whose image has this tag fails as soon as it runs. */
export const failingTag = 'fails';

/**
 * What happens to nodes and pods instead of what a kubelet would do, as configuration files of kwok: its own quick
 * rules (nodes register; pods become ready at once; a Job's pods complete; deleted pods go), and one for failing pods.
 */
export async function podLifecycleFiles(folder: string): Promise<string[]> {
  const rules = join(await moduleFiles('kubernetes', 'sigs.k8s.io/kwok'), 'kustomize', 'stage');
  const failing = join(folder, 'pod-failing.yaml');
  await writeFile(failing, stringify(podFails));
  return [
    join(rules, 'node', 'fast', 'node-initialize.yaml'),
    ...['pod-ready', 'pod-complete', 'pod-delete'].map((rule) => join(rules, 'pod', 'fast', `${rule}.yaml`)),
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
    // Both this rule and `pod-complete` fit such a pod; a weight above zero is taken before those without one.
    weight: 100,
    next: { statusTemplate: 'phase: Failed\nreason: Error\nmessage: the test said so\n' },
  },
};
