import { passwordVariable, previousPasswordVariable } from '../../stacks/app/database-privileges.ts';
import { bashCommand, listDumpsScript, restoreScript } from '../../stacks/app/database-scripts.ts';
import { dumpObjects, dumpPod } from '../../stacks/app/dump-pod.ts';
import { tlsFiles } from '../../stacks/app/mysql-container.ts';
import type { Manifest } from '../render/manifest.ts';

export const dataNamespace = 'taskyard-data';
export const appNamespace = 'taskyard';

/** Objects of the stack that the Jobs use, in the namespace of the database. */
export const neededObjects = [
  `cronjob/${dumpObjects.schedule}`,
  `persistentvolumeclaim/${dumpObjects.volume}`,
  'secret/database-users',
  'secret/database-tls',
  'statefulset/database',
] as const;

/** The Job that prints name and size of every dump. */
export function listJob(image: string): Manifest {
  return dumpJob('list-dumps', { image, script: listDumpsScript, env: {} });
}

export interface RestoreJobOptions {
  readonly image: string;
  /** File name of the dump. */
  readonly dump: string;
  /** Whether the present data are written to a dump first. They are loaded again when the chosen one fails. */
  readonly keepPresentData: boolean;
}

/** The Job that replaces the whole database by a dump. */
export function restoreJob({ image, dump, keepPresentData }: RestoreJobOptions): Manifest {
  const env = { DUMP: dump, KEEP_PRESENT_DATA: String(keepPresentData) };
  return dumpJob('restore', { image, script: restoreScript, env });
}

/** The pod of the schedule, as the user that may change the schema. The label lets the pod through the network policies. */
function dumpJob(
  name: string,
  { image, script, env }: { image: string; script: string; env: Readonly<Record<string, string>> },
): Manifest {
  const password = (variable: string, key: string) => ({ env: variable, secretName: 'database-users', key });
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: dataNamespace, labels: { 'app.kubernetes.io/part-of': 'taskyard' } },
    spec: {
      backoffLimit: 0,
      // If this command is killed, the cluster removes the Job.
      ttlSecondsAfterFinished: 600,
      template: dumpPod({
        image,
        priorityClass: 'taskyard',
        host: 'database.taskyard-data',
        tls: tlsFiles('database-tls'),
        volume: dumpObjects.volume,
        command: bashCommand(script),
        env,
        secretEnv: [
          password('DATABASE_PASSWORD', passwordVariable('migrator')),
          password('DATABASE_PREVIOUS_PASSWORD', previousPasswordVariable('migrator')),
        ],
      }),
    },
  };
}

/**
 * The Job that runs the migrations of the deployed image, made from a Job of a rollout. That one may belong to a release that
 * failed, so the image is not taken from it.
 */
export function migrateJob(ofRollout: RolloutJob, image: string): Manifest {
  const { metadata, spec } = ofRollout.spec.template;
  const labels = { 'app.kubernetes.io/name': 'migrate', 'app.kubernetes.io/part-of': 'taskyard' };
  if (metadata.labels['app.kubernetes.io/name'] !== labels['app.kubernetes.io/name']) {
    throw new Error('not a Job of the migration');
  }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate-after-restore', namespace: appNamespace, labels },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: 600,
      template: {
        metadata: { labels },
        spec: { ...spec, containers: spec.containers.map((container) => ({ ...container, image })) },
      },
    },
  };
}

/** What is read of a Job of the API server. */
export interface RolloutJob {
  readonly metadata: { readonly creationTimestamp: string };
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly object[]; readonly [key: string]: unknown };
    };
  };
}
