import { backendProbes, webProbes } from '@taskyard/contracts/probes';
import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

// The backend and the web serve these paths of contracts/. Their own tests call them.
const services = [
  { name: 'auth', port: 4000, paths: backendProbes },
  { name: 'tasks', port: 4000, paths: backendProbes },
  { name: 'web', port: 3000, paths: webProbes },
];

describe.each(stackNames)('the probes of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('ask each service on its port for startup, readiness and liveness', () => {
    for (const { name, port, paths } of services) {
      const [container] = podOf(graph, name).spec.containers;
      const probes = {
        startup: container?.startupProbe,
        readiness: container?.readinessProbe,
        liveness: container?.livenessProbe,
      };
      const asked = Object.entries(probes).map(([probe, { httpGet } = {}]) => {
        const named = container?.ports?.find((one) => one.name === httpGet?.port)?.containerPort;
        return [probe, named ?? httpGet?.port, httpGet?.path];
      });
      expect(asked, name).toEqual(Object.entries(paths).map(([probe, path]) => [probe, port, path]));
      expect(paths.readiness, name).not.toBe(paths.liveness);
    }
  });

  it('take a pod out of service before they restart it', () => {
    for (const { name } of services) {
      const [container] = podOf(graph, name).spec.containers;
      const seconds = (probe: 'readinessProbe' | 'livenessProbe') =>
        Number(container?.[probe]?.periodSeconds) * Number(container?.[probe]?.failureThreshold);
      expect(seconds('readinessProbe'), name).toBeLessThan(seconds('livenessProbe') / 2);
    }
  });

  it('make the load balancer ask the readiness path', () => {
    for (const { name, paths } of services) {
      const { annotations } = graph.one(':Service', name).inputs.metadata as { annotations: Record<string, string> };
      expect(annotations['alb.ingress.kubernetes.io/healthcheck-path'], name).toBe(paths.readiness);
    }
  });
});
