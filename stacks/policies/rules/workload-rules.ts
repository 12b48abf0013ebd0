import { at, type PolicyResource, type StackRule, sample } from './rule.ts';

const labels = { app: 'web' };
const metadata = { name: 'web', namespace: 'app' };
const sampleDeployment = sample('kubernetes:apps/v1:Deployment', {
  metadata,
  spec: { template: { metadata: { labels } } },
});

/** What every Deployment needs in addition. */
export const workloadRules: readonly StackRule[] = [
  {
    kind: 'stack',
    name: 'disruption-budget',
    level: 'mandatory',
    description: 'Every Deployment has a PodDisruptionBudget, so that draining a node keeps its service available.',
    check: (resources) => {
      const selectors = resources
        .filter(({ type }) => type.endsWith(':PodDisruptionBudget'))
        .map(({ inputs }) => at(inputs, 'spec', 'selector', 'matchLabels'));
      return deployments(resources)
        .filter(({ inputs }) => {
          const podLabels = at(inputs, 'spec', 'template', 'metadata', 'labels');
          return !selectors.some((selector) =>
            Object.entries((selector ?? {}) as object).every(([key, value]) => at(podLabels, key) === value),
          );
        })
        .map((resource) => ({ resource, message: 'add a PodDisruptionBudget' }));
    },
    cases: {
      failing: [sampleDeployment, sampleBudget({ app: 'other' })],
      passing: [sampleDeployment, sampleBudget(labels)],
    },
  },
  {
    kind: 'stack',
    name: 'autoscaled',
    level: 'advisory',
    description: 'Every Deployment has a HorizontalPodAutoscaler.',
    check: (resources) => {
      const scaled = resources
        .filter(({ type }) => type.endsWith(':HorizontalPodAutoscaler'))
        .map(({ inputs }) => `${at(inputs, 'metadata', 'namespace')}/${at(inputs, 'spec', 'scaleTargetRef', 'name')}`);
      return deployments(resources)
        .filter(
          ({ inputs }) => !scaled.includes(`${at(inputs, 'metadata', 'namespace')}/${at(inputs, 'metadata', 'name')}`),
        )
        .map((resource) => ({ resource, message: 'add a HorizontalPodAutoscaler' }));
    },
    cases: {
      failing: [sampleDeployment, sampleAutoscaler('other')],
      passing: [sampleDeployment, sampleAutoscaler('app')],
    },
  },
];

function deployments(resources: readonly PolicyResource[]): readonly PolicyResource[] {
  return resources.filter(({ type }) => type === 'kubernetes:apps/v1:Deployment');
}

function sampleBudget(matchLabels: object): PolicyResource {
  return sample('kubernetes:policy/v1:PodDisruptionBudget', { metadata, spec: { selector: { matchLabels } } });
}

function sampleAutoscaler(namespace: string): PolicyResource {
  return sample('kubernetes:autoscaling/v2:HorizontalPodAutoscaler', {
    metadata: { name: 'web', namespace },
    spec: { scaleTargetRef: { name: 'web' } },
  });
}
