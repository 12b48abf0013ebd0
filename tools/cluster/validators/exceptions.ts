import type { Finding } from './kube-score.ts';

/** A finding of kube-score that is accepted. The tests fail if an exception matches no finding. */
interface Exception {
  readonly check: string;
  /** Matched against `Kind namespace/name`. */
  readonly object: RegExp;
  readonly stacks: readonly string[];
  readonly reason: string;
}

const exceptions: readonly Exception[] = [
  {
    check: 'pod-probes-identical',
    object: /^StatefulSet taskyard-data\/database$/,
    stacks: ['local'],
    reason:
      'A ping shows both that MySQL is alive and that it is ready. The liveness probe waits longer than the readiness probe.',
  },
  {
    check: 'horizontalpodautoscaler-replicas',
    object: /^HorizontalPodAutoscaler taskyard\//,
    stacks: ['local', 'dev'],
    reason: 'One pod of each is enough for development, at half the price. staging and prod have two or more.',
  },
  {
    check: 'deployment-has-host-podantiaffinity',
    object: /^Deployment taskyard\//,
    stacks: ['local', 'dev', 'staging', 'prod'],
    reason:
      'Constraints spread pods by zone, and softly by host. With an anti-affinity, each pod would get a node of its own.',
  },
  {
    check: 'networkpolicy-targets-pod',
    object: /^NetworkPolicy external-secrets\//,
    stacks: ['dev', 'staging', 'prod'],
    reason: 'These policies select pods of the chart of the operator, which is not rendered here.',
  },
];

export function isExcepted(finding: Finding, stack: string): boolean {
  return exceptions.some((exception) => matches(exception, finding, stack));
}

/** Exceptions that match no finding, by stack. */
export function unusedExceptions(findings: ReadonlyMap<string, readonly Finding[]>): string[] {
  return exceptions.flatMap((exception) =>
    exception.stacks
      .filter((stack) => !(findings.get(stack) ?? []).some((finding) => matches(exception, finding, stack)))
      .map((stack) => `${exception.check} ${exception.object} in ${stack}`),
  );
}

function matches({ check, object, stacks }: Exception, finding: Finding, stack: string): boolean {
  return check === finding.check && stacks.includes(stack) && object.test(finding.object);
}
