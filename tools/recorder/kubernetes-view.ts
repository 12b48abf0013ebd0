import type { types } from '@pulumi/kubernetes';
import type { RecordedResource } from './declaration.ts';
import type { RecordedGraph } from './recorded-graph.ts';

type PodSpec = types.output.core.v1.PodSpec;
type PodTemplate = types.output.core.v1.PodTemplateSpec;

/** A pod template with the object that makes pods of it. */
export interface RecordedPod {
  readonly owner: RecordedResource;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

/** Every pod template of a stack, whatever kind of object carries it. */
export function podsOf(graph: RecordedGraph): RecordedPod[] {
  return graph.resources.flatMap((owner) => {
    const template = templateOf(owner);
    return template ? [{ owner, labels: template.metadata.labels, spec: template.spec }] : [];
  });
}

/** @throws when not exactly one object of that name makes pods */
export function podOf(graph: RecordedGraph, name: string): RecordedPod {
  const found = podsOf(graph).filter(({ owner }) => owner.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} objects named ${name} make pods`);
  return only;
}

function templateOf({ type, inputs }: RecordedResource): PodTemplate | undefined {
  if (/:(Deployment|StatefulSet|Job)$/.test(type)) return (inputs.spec as { template: PodTemplate }).template;
  if (type.endsWith(':CronJob')) {
    return (inputs.spec as { jobTemplate: { spec: { template: PodTemplate } } }).jobTemplate.spec.template;
  }
  return undefined;
}

/** `namespace/name` of a recorded Kubernetes object; only the name for one without a namespace. */
export function objectName({ inputs }: RecordedResource): string {
  const { namespace, name } = inputs.metadata as { namespace?: string; name: string };
  return namespace === undefined ? name : `${namespace}/${name}`;
}
