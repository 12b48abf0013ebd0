import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../render/manifest.ts';
import { CliError } from '../shared/cli-error.ts';
import type { Kubectl } from './kubectl.ts';

export interface JobResult {
  /** Undefined when the pod was removed before it ended. */
  readonly exitCode: number | undefined;
  readonly lines: readonly string[];
}

interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly status: string; readonly message?: string }[];
    readonly containerStatuses?: readonly {
      readonly state?: {
        readonly waiting?: { readonly reason?: string };
        readonly terminated?: { readonly exitCode: number };
      };
    }[];
  };
}

export interface RunJobOptions {
  readonly print?: (line: string) => void;
  /** Called when the pod runs. Until then, it has changed nothing. */
  readonly onStart?: () => void;
  /** Aborting it removes the Job. */
  readonly signal: AbortSignal;
  /** How long its pod may take to start. */
  readonly startSeconds?: number;
}

/**
 * Creates a Job with one pod, passes on its log, and removes the Job at the end.
 * @throws {CliError} when its pod does not start
 */
export async function runJob(
  kubectl: Kubectl,
  job: Manifest,
  { print = () => {}, onStart = () => {}, signal, startSeconds = 300 }: RunJobOptions,
): Promise<JobResult> {
  const namespace = job.metadata.namespace ?? '';
  const pods = async () => {
    const selector = `--selector=batch.kubernetes.io/job-name=${job.metadata.name}`;
    return (await kubectl.get<{ items: Pod[] }>(namespace, 'pods', selector)).items;
  };
  // Of a run that was killed.
  await kubectl.delete(job);
  await kubectl.create(job);
  try {
    const pod = await started(pods, { job, signal, startSeconds });
    onStart();
    // Deleting the Job ends the log.
    const end = () => void kubectl.delete(job).catch(() => {});
    signal.addEventListener('abort', end, { once: true });
    const lines = await kubectl.follow(namespace, pod.metadata.name, print);
    signal.removeEventListener('abort', end);
    for (;;) {
      const [current] = signal.aborted ? [] : await pods();
      const exitCode = current?.status.containerStatuses?.[0]?.state?.terminated?.exitCode;
      const ended = current === undefined || current.status.phase === 'Succeeded' || current.status.phase === 'Failed';
      if (ended || exitCode !== undefined) {
        return { exitCode: exitCode ?? (current?.status.phase === 'Succeeded' ? 0 : undefined), lines };
      }
      await sleep(500);
    }
  } finally {
    await kubectl.delete(job);
  }
}

async function started(
  pods: () => Promise<Pod[]>,
  { job, signal, startSeconds }: { job: Manifest; signal: AbortSignal; startSeconds: number },
): Promise<Pod> {
  const deadline = Date.now() + startSeconds * 1000;
  let reason = 'it has no pod';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const [pod] = await pods();
    if (pod !== undefined && pod.status.phase !== 'Pending') return pod;
    const refused = pod?.status.conditions?.find(({ status, message }) => status === 'False' && message)?.message;
    reason = pod?.status.containerStatuses?.[0]?.state?.waiting?.reason ?? refused ?? reason;
    await sleep(500);
  }
  throw new CliError(`The Job ${job.metadata.name} did not start within ${startSeconds} seconds: ${reason}.`);
}
