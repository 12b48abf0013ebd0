import * as pulumi from '@pulumi/pulumi';
import { webProbes } from '@taskyard/contracts/probes';
import type { Peer } from '../cluster/target-cluster.ts';
import type { WorkloadScale } from '../config/schema.ts';
import { pods } from './network-policies.ts';
import { Workload } from './workload.ts';
import { apiPort, type Surroundings, webPort } from './workload-context.ts';

export interface WebArgs {
  readonly surroundings: Surroundings;
  readonly image: string;
  readonly scale: WorkloadScale;
  readonly callers: readonly Peer[];
}

/** The Next.js server. It holds no secret and reaches nothing but the two APIs. */
export class Web extends pulumi.ComponentResource {
  constructor(name: string, { surroundings, image, scale, callers }: WebArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:Web', name, {}, { ...opts, provider: surroundings.cluster.provider });
    new Workload(
      name,
      {
        ...surroundings,
        image: surroundings.image(image),
        port: webPort,
        scale,
        // One path answers all three; the query tells them apart in the access log.
        probes: webProbes,
        env: {
          PORT: String(webPort),
          HOSTNAME: '0.0.0.0',
          PUBLIC_ORIGIN: surroundings.origin,
          AUTH_API_URL: `http://auth:${apiPort}`,
          TASKS_API_URL: `http://tasks:${apiPort}`,
        },
        secretEnv: [],
        files: [],
        from: callers,
        to: [{ peers: [pods('auth'), pods('tasks')], ports: [apiPort] }],
        rollOn: {},
        drainSeconds: 0,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
