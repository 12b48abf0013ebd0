import type { Finding } from './kube-score.ts';

/** A finding of kube-score that is accepted. One that no stack needs any more fails the tests. */
export interface Exception {
  readonly check: string;
  /** Matched against `Kind namespace/name`. */
  readonly object: RegExp;
  readonly stacks: readonly string[];
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    check: 'pod-probes-identical',
    object: /^StatefulSet taskyard-data\/database$/,
    stacks: ['local'],
    reason:
      'MySQL is alive exactly when it answers a ping, and ready then too; the liveness probe is the more patient of the two.',
  },
  {
    check: 'horizontalpodautoscaler-replicas',
    object: /^HorizontalPodAutoscaler taskyard\//,
    stacks: ['local', 'dev'],
    reason: 'One pod of each is enough to develop against, and half the price; staging and prod keep two or more.',
  },
  {
    check: 'networkpolicy-targets-pod',
    object: /^NetworkPolicy external-secrets\//,
    stacks: ['dev', 'staging', 'prod'],
    reason: 'The pods these policies select come with the chart of the operator, which is not rendered here.',
  },
];

export function isExcepted(finding: Finding, stack: string): boolean {
  return exceptions.some((exception) => fits(exception, finding, stack));
}

/** Exceptions, stack by stack, that no finding needs. */
export function unused(findings: ReadonlyMap<string, readonly Finding[]>): string[] {
  return exceptions.flatMap((exception) =>
    exception.stacks
      .filter((stack) => !(findings.get(stack) ?? []).some((finding) => fits(exception, finding, stack)))
      .map((stack) => `${exception.check} ${exception.object} in ${stack}`),
  );
}

function fits({ check, object, stacks }: Exception, finding: Finding, stack: string): boolean {
  return check === finding.check && stacks.includes(stack) && object.test(finding.object);
}
