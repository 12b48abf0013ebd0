import * as pulumi from '@pulumi/pulumi';
import { webProbes } from '@taskyard/contracts/probes';
import { idleConnectionMs } from '@taskyard/contracts/request-limits';
import { pods } from '../cluster/network-policies.ts';
import type { NetworkPolicyPeer } from '../cluster/target-cluster.ts';
import type { WorkloadScale } from '../config/schema.ts';
import { Workload } from './workload.ts';
import { apiPort, type WorkloadContext, webPort } from './workload-context.ts';

export interface WebArgs {
  readonly context: WorkloadContext;
  readonly image: string;
  readonly scale: WorkloadScale;
  readonly callers: readonly NetworkPolicyPeer[];
}

/** The Next.js server. It holds no secret and reaches only the two APIs. */
export class Web extends pulumi.ComponentResource {
  constructor(name: string, { context, image, scale, callers }: WebArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, namespace, priorityClass } = context;
    super('taskyard:app:Web', name, {}, { ...opts, provider: cluster.provider });
    new Workload(
      name,
      {
        cluster,
        namespace,
        priorityClass,
        image: context.imageReference(image),
        port: webPort,
        scale,
        // The three probes share one path. Their query tells them apart in the access log.
        probes: webProbes,
        env: {
          PORT: String(webPort),
          HOSTNAME: '0.0.0.0',
          // Milliseconds. Next's default of 5 seconds is far below the idle time of every load balancer.
          KEEP_ALIVE_TIMEOUT: String(idleConnectionMs),
          PUBLIC_ORIGIN: context.origin,
          AUTH_API_URL: `http://auth:${apiPort}`,
          TASKS_API_URL: `http://tasks:${apiPort}`,
        },
        secretEnv: [],
        files: [],
        callers,
        egress: [{ peers: [pods('auth'), pods('tasks')], ports: [apiPort] }],
        rollOn: {},
        drainSeconds: 0,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
