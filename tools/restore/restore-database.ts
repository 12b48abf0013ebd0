import { CliError } from '../shared/cli-error.ts';
import {
  appNamespace,
  dataNamespace,
  listJob,
  migrateJob,
  neededObjects,
  type RolloutJob,
  restoreJob,
} from './dump-jobs.ts';
import type { Kubectl } from './kubectl.ts';
import { runJob } from './run-job.ts';
import { StoppedApp } from './stopped-app.ts';

export interface Dump {
  readonly name: string;
  readonly bytes: number;
}

interface Templated {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

/** @throws {CliError} naming what the cluster lacks */
export async function checkCluster(kubectl: Kubectl): Promise<void> {
  const missing: string[] = [];
  for (const object of neededObjects) {
    if (!(await kubectl.exists(dataNamespace, object))) missing.push(object);
  }
  if (missing.length > 0) {
    throw new CliError(
      `The namespace ${dataNamespace} has no ${missing.join(', ')}. Is this the cluster of the stack? Run pulumi up first.`,
    );
  }
  const { status } = await kubectl.get<{ status: { readyReplicas?: number } }>(dataNamespace, 'statefulset/database');
  if ((status.readyReplicas ?? 0) === 0) throw new CliError('The database is not running: its pod is not ready.');
}

/** The dumps of the volume, the newest first. */
export async function listDumps(kubectl: Kubectl, signal: AbortSignal): Promise<Dump[]> {
  const { exitCode, lines } = await runJob(kubectl, listJob(await databaseImage(kubectl)), { signal });
  if (exitCode !== 0) throw new CliError(`The dumps could not be listed:\n${lines.join('\n')}`);
  return lines.map((line) => {
    const [name = '', bytes] = line.split(' ');
    return { name, bytes: Number(bytes) };
  });
}

export interface RestoreOptions {
  readonly dump: string;
  readonly keepPresentData: boolean;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Stops the app, replaces the database by a dump, runs the migrations of the deployed image and starts the app. The app is not
 * started when the database may be incomplete or has the wrong schema.
 *
 * @throws {CliError} saying in which state the database and the app are
 */
export async function restoreDatabase(kubectl: Kubectl, options: RestoreOptions): Promise<void> {
  const { dump, keepPresentData, print, signal } = options;
  const job = restoreJob({ image: await databaseImage(kubectl), dump, keepPresentData });
  const migration = await migrationOf(kubectl);
  print('Stopping auth and tasks, and the schedule of dumps.');
  const app = await StoppedApp.stop(kubectl);
  let isUsable = true;
  try {
    const onStart = () => {
      isUsable = false;
    };
    const { exitCode } = await runJob(kubectl, job, { print, onStart, signal });
    isUsable = exitCode !== undefined && exitCode <= 4;
    if (exitCode !== 0) throw new CliError(isUsable ? failures.unchanged : failures.incomplete);
    print('Running the migrations of the deployed image.');
    isUsable = false;
    const migrated = await runJob(kubectl, migration, { print, signal });
    if (migrated.exitCode !== 0) throw new CliError(failures.migration);
    isUsable = true;
  } catch (error) {
    if (signal.aborted) throw new CliError(isUsable ? failures.unchanged : failures.incomplete);
    throw error;
  } finally {
    if (isUsable) {
      print('Starting auth and tasks, and the schedule of dumps.');
      await app.start();
    }
  }
  await app.waitUntilReady();
}

const stopped =
  'auth, tasks and the schedule of dumps stay stopped. Run the command again with this dump or another one.';
const failures = {
  unchanged: 'Nothing was restored. The data are those from before, and the app runs again.',
  incomplete: `The database may hold a part of the data. ${stopped}`,
  migration: `The dump is restored, but the migrations of the deployed image failed. ${stopped}`,
};

/** The image of the schedule: the cluster has pulled it before. */
async function databaseImage(kubectl: Kubectl): Promise<string> {
  const { spec } = await kubectl.get<{ spec: { jobTemplate: Templated } }>(dataNamespace, 'cronjob/backup');
  return imageOf(spec.jobTemplate);
}

/** @throws {CliError} when the app was never rolled out */
async function migrationOf(kubectl: Kubectl) {
  const selector = '--selector=app.kubernetes.io/name=migrate';
  const { items } = await kubectl.get<{ items: RolloutJob[] }>(appNamespace, 'jobs', selector);
  const newest = items
    .toSorted((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp))
    .at(-1);
  if (newest === undefined) throw new CliError(`There is no Job migrate in ${appNamespace}. Run pulumi up first.`);
  return migrateJob(newest, imageOf(await kubectl.get<Templated>(appNamespace, 'deployment/auth')));
}

function imageOf({ spec }: Templated): string {
  const image = spec.template.spec.containers[0]?.image;
  if (image === undefined) throw new Error('a pod without a container');
  return image;
}
