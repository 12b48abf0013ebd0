import type { types } from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import {
  containerSecurity,
  environment,
  type MountedFiles,
  mounts,
  resources,
  restrictedPod,
  type SecretEnvVar,
} from '../cluster/restricted-pod.ts';
import { databaseName } from './database.ts';

/** Names of the objects of dumps, in the namespace of the database. */
export const dumpObjects = {
  /** The CronJob, and the label of its pods. The network policies let pods with this label reach the database. */
  schedule: 'backup',
  volume: 'database-dumps',
} as const;

export interface DumpPodArgs {
  readonly image: pulumi.Input<string>;
  readonly priorityClass: pulumi.Input<string>;
  readonly host: pulumi.Input<string>;
  /** The certificate of the database's authority, as `ca.crt`. */
  readonly tls: MountedFiles;
  readonly volume: pulumi.Input<string>;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secretEnv: readonly SecretEnvVar[];
}

/** The pod of a Job that works with dumps: `npm run restore` runs the same one as the schedule. */
export function dumpPod(args: DumpPodArgs): types.input.core.v1.PodTemplateSpec {
  const name = dumpObjects.schedule;
  const { volumes, volumeMounts } = mounts([args.tls]);
  const env = {
    DATABASE_HOST: args.host,
    DATABASE_NAME: databaseName,
    DATABASE_CA_FILE: `${args.tls.directory}/ca.crt`,
    ...args.env,
  };
  return {
    metadata: { labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'taskyard' } },
    spec: {
      restartPolicy: 'Never',
      ...restrictedPod,
      priorityClassName: args.priorityClass,
      volumes: [
        ...volumes,
        { name: 'dumps', persistentVolumeClaim: { claimName: args.volume } },
        { name: 'scratch', emptyDir: {} },
      ],
      containers: [
        {
          name,
          image: args.image,
          imagePullPolicy: 'Always',
          command: [...args.command],
          env: environment(env, args.secretEnv),
          resources: resources({ cpu: '100m', memory: '128Mi', memoryLimit: '256Mi' }),
          securityContext: containerSecurity,
          volumeMounts: [
            ...volumeMounts,
            { name: 'dumps', mountPath: '/dumps' },
            { name: 'scratch', mountPath: '/tmp' },
          ],
        },
      ],
    },
  };
}
