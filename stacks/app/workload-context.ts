import type * as pulumi from '@pulumi/pulumi';
import type { TargetCluster } from '../cluster/target-cluster.ts';
import type { SecretSource } from './consumer-secret.ts';

/** What every workload of the app has in common. */
export interface WorkloadContext {
  readonly cluster: TargetCluster;
  readonly secretSource: SecretSource;
  readonly namespace: pulumi.Output<string>;
  readonly priorityClass: pulumi.Output<string>;
  /** The origin that browsers use, such as `https://tasks.example.com`. */
  readonly origin: string;
  /** Increased with every new set of database passwords. Pods roll when it changes. */
  readonly generation: number;
  /** Gives the full reference of an image of the configuration. */
  readonly imageReference: (image: string) => pulumi.Input<string>;
}

export const apiPort = 4000;
export const metricsPort = 9464;
export const webPort = 3000;
