import { at, type JudgedResource, type StackRule } from '../rule.ts';

/** What a Deployment needs beside it. */
export const workloadRules: readonly StackRule[] = [
  {
    kind: 'stack',
    name: 'disruption-budget',
    level: 'mandatory',
    description: 'A node can be emptied without taking a whole service with it.',
    check: (resources) =>
      withoutPartner(resources, ':PodDisruptionBudget', ['spec', 'selector', 'matchLabels'], 'PodDisruptionBudget'),
  },
  {
    kind: 'stack',
    name: 'autoscaled',
    level: 'advisory',
    description: 'A stateless service grows with its load.',
    check: (resources) => {
      const scaled = resources
        .filter(({ type }) => type.endsWith(':HorizontalPodAutoscaler'))
        .map(({ inputs }) => `${at(inputs, 'metadata', 'namespace')}/${at(inputs, 'spec', 'scaleTargetRef', 'name')}`);
      return resources
        .filter(({ type }) => type === 'kubernetes:apps/v1:Deployment')
        .filter(
          ({ inputs }) => !scaled.includes(`${at(inputs, 'metadata', 'namespace')}/${at(inputs, 'metadata', 'name')}`),
        )
        .map((resource) => ({ resource, message: 'add a HorizontalPodAutoscaler' }));
    },
  },
];

/** Deployments whose labels no object of the kind selects. */
function withoutPartner(resources: readonly JudgedResource[], type: string, selector: string[], kind: string) {
  const selected = resources
    .filter((resource) => resource.type.endsWith(type))
    .map(({ inputs }) => at(inputs, ...selector));
  return resources
    .filter((resource) => resource.type === 'kubernetes:apps/v1:Deployment')
    .filter(({ inputs }) => {
      const labels = at(inputs, 'spec', 'template', 'metadata', 'labels');
      return !selected.some((wanted) =>
        Object.entries((wanted ?? {}) as object).every(([key, value]) => at(labels, key) === value),
      );
    })
    .map((resource) => ({ resource, message: `add a ${kind}` }));
}
