import { idleConnectionMs } from '@taskyard/contracts/request-limits';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';
import { albTimes, controllerTimes, terminationGraceSeconds } from './load-balancer-times.ts';

describe.each(Object.entries({ albTimes, controllerTimes }))('%s', (_, times) => {
  it('close a connection to a pod before the pod does', () => {
    expect(idleConnectionMs / 1000).toBeGreaterThan(times.idle);
  });

  it('stop a process only when its last requests are over', () => {
    expect(times.preStop).toBeGreaterThan(times.deregistration);
  });

  it('leave every process time to drain', () => {
    fc.assert(
      fc.property(fc.nat(600), (drain) => {
        expect(terminationGraceSeconds(times, drain)).toBeGreaterThan(times.preStop + drain);
      }),
    );
  });
});

describe.each(stackNames)('the services of %s', (stack) => {
  const onAws = stack !== 'local';
  const times = onAws ? albTimes : controllerTimes;
  const services = ['auth', 'tasks', 'web'];
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('terminate in the times of their load balancer', () => {
    for (const name of services) {
      const { spec } = podOf(graph, name);
      const [container] = spec.containers;
      const drain = container?.env?.find((each) => each.name === 'SHUTDOWN_DRAIN_SECONDS')?.value ?? '0';
      expect(container?.lifecycle?.preStop?.sleep?.seconds, name).toBe(times.preStop);
      expect(spec.terminationGracePeriodSeconds, name).toBe(terminationGraceSeconds(times, Number(drain)));
    }
  });

  it('must stay ready before a rollout goes on', () => {
    for (const name of services) {
      expect(graph.one(':Deployment', name).inputs.spec, name).toMatchObject({ minReadySeconds: times.minReady });
    }
  });

  it('keep connections longer than the load balancer, also in Next', () => {
    const env = podOf(graph, 'web').spec.containers[0]?.env;
    const milliseconds = Number(env?.find(({ name }) => name === 'KEEP_ALIVE_TIMEOUT')?.value);
    expect(milliseconds).toBeGreaterThan(times.idle * 1000);
  });

  it('wait for the health check of a load balancer of AWS, in the app’s namespace alone', () => {
    const gated = graph.all(':Namespace').filter(({ inputs }) => {
      const { labels } = inputs.metadata as { labels?: Record<string, string> };
      return labels?.['eks.amazonaws.com/pod-readiness-gate-inject'] === 'enabled';
    });
    expect(gated.map(({ name }) => name)).toEqual(onAws ? ['taskyard'] : []);
  });

  it.runIf(onAws)('are known to a load balancer with these times', () => {
    const { annotations } = graph.one(':Ingress', 'app-ingress').inputs.metadata as {
      annotations: Record<string, string>;
    };
    expect(annotations['alb.ingress.kubernetes.io/target-group-attributes']).toBe(
      `deregistration_delay.timeout_seconds=${times.deregistration}`,
    );
    expect(annotations['alb.ingress.kubernetes.io/target-type']).toBe('ip');
  });
});
