import type * as pulumi from '@pulumi/pulumi';
import type { TargetCluster } from '../cluster/target-cluster.ts';
import type { SecretSource } from './consumer-secret.ts';

/** What every workload of the app is told about the place it runs in. */
export interface Surroundings {
  readonly cluster: TargetCluster;
  readonly source: SecretSource;
  readonly namespace: pulumi.Output<string>;
  readonly priorityClass: pulumi.Output<string>;
  /** The one origin browsers use, such as `https://tasks.example.com`. */
  readonly origin: string;
  /** Raised with every new set of passwords; pods roll when it changes. */
  readonly generation: number;
  /** The full reference of an image of the configuration. */
  readonly image: (reference: string) => pulumi.Input<string>;
}

export const apiPort = 4000;
export const metricsPort = 9464;
export const webPort = 3000;
