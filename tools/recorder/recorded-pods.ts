import type { types } from '@pulumi/kubernetes';
import type { RecordedGraph } from './recorded-graph.ts';
import type { RecordedResource } from './recorded-resource.ts';

type PodSpec = types.output.core.v1.PodSpec;
type PodTemplate = types.output.core.v1.PodTemplateSpec;

/** A pod template, and the workload object that creates pods from it. */
export interface RecordedPod {
  readonly owner: RecordedResource;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

/** The pod templates of all Deployments, StatefulSets, Jobs and CronJobs of a stack. */
export function podsOf(graph: RecordedGraph): RecordedPod[] {
  return graph.resources.flatMap((owner) => {
    const template = templateOf(owner);
    return template ? [{ owner, labels: template.metadata.labels, spec: template.spec }] : [];
  });
}

/** @throws when there is not exactly one workload object of that name */
export function podOf(graph: RecordedGraph, name: string): RecordedPod {
  const found = podsOf(graph).filter(({ owner }) => owner.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`expected one workload named ${name}, found ${found.length}`);
  return only;
}

function templateOf({ type, inputs }: RecordedResource): PodTemplate | undefined {
  if (/:(Deployment|StatefulSet|Job)$/.test(type)) return (inputs.spec as { template: PodTemplate }).template;
  if (type.endsWith(':CronJob')) {
    return (inputs.spec as { jobTemplate: { spec: { template: PodTemplate } } }).jobTemplate.spec.template;
  }
  return undefined;
}
