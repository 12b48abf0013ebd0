import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import type { LocalCluster } from '../../local-cluster/local-cluster.ts';
import { run } from '../../shared/child-process.ts';
import { pathStartingWith, repositoryRoot } from '../../shared/environment.ts';
import { dataNamespace, type Kubernetes } from '../cluster/kubernetes.ts';
import { NotPossible, type Scenario } from '../scenario.ts';
import { withoutFailure } from './expectations.ts';

/** The password's variable has had two names. `CHECKSUM TABLE` reads every row. */
const checksums = `export MYSQL_PWD="\${DATABASE_PASSWORD:-\${MYSQL_PWD:-}}"
client() { mysql --host="$DATABASE_HOST" --user=backup --ssl-mode=VERIFY_IDENTITY --ssl-ca=/etc/mysql-tls/ca.crt --batch --skip-column-names taskyard; }
client <<< 'SHOW TABLES' | while read -r table; do client <<< "CHECKSUM TABLE $table"; done`;

export const dumpAndRestore: Scenario = {
  name: 'dump-and-restore',
  description: 'A dump under load; later writes are undone by a restore, and every table has the checksum of the dump',
  timeLimitSeconds: 900,
  run: async ({ cluster, kubernetes, traffic, forgetUsers, report }) => {
    const { scripts } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));
    if (scripts.restore === undefined) throw new NotPossible('there is no `npm run restore`');
    const users = await traffic();
    const result = await users.during(() => job(kubernetes, `dump-${Date.now()}`, undefined).then(() => undefined));
    const measured = await withoutFailure(users, result);

    // Nothing writes during the second dump, so its checksums are those of the tables.
    const began = performance.now();
    await stopped(kubernetes);
    try {
      await job(kubernetes, `dump-${Date.now()}`, undefined);
      const before = await job(kubernetes, `checksums-${Date.now()}`, checksums);
      await started(kubernetes);
      await users.during(() => Promise.resolve(), { atLeast: 500 });
      await stopped(kubernetes);
      const changed = await job(kubernetes, `checksums-${Date.now()}`, checksums);
      if (changed === before) throw new Error('the writes after the dump changed no checksum');
      const after = checksumsIn(await restoreNewest(cluster, report));
      if (after !== checksumsIn(before))
        throw new Error(`checksums differ:\n${before}\nbefore,\n${after}\nafter the restore`);
      return {
        ...measured,
        tables: checksumsIn(before).split('\n').length,
        'restore, s': Math.round((performance.now() - began) / 1000),
      };
    } finally {
      forgetUsers();
      await started(kubernetes);
    }
  },
};

/** @returns what `npm run restore` printed. It prints the checksums before the app runs again, which may change rows. */
async function restoreNewest(
  { kubeconfig, kubectlProgram }: LocalCluster,
  report: (line: string) => void,
): Promise<string> {
  const restore = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await run('npm', ['run', '--silent', 'restore', '--', 'local', ...args], {
      workingDirectory: repositoryRoot,
      environment: { KUBECONFIG: kubeconfig, PATH: pathStartingWith(dirname(kubectlProgram)) },
    });
    if (exitCode !== 0) throw new Error(`npm run restore ended with ${exitCode}: ${stderr.trim()}`);
    return stdout;
  };
  // The newest first, with its size.
  const [newest = ''] = (await restore()).split(/\s/, 1);
  const output = await restore(newest, '--yes');
  report(output.trim());
  return output;
}

/** The lines of `CHECKSUM TABLE` in a text, sorted. */
function checksumsIn(text: string): string {
  return [...text.matchAll(/^\s*(taskyard\.\w+)\s+(\d+)$/gm)]
    .map(([, table, checksum]) => `${table} ${checksum}`)
    .sort()
    .join('\n');
}

/** Runs the pod of the dump schedule once. @param script instead of the dump; @returns the log of the pod */
async function job(kubernetes: Kubernetes, name: string, script: string | undefined): Promise<string> {
  const schedule = await kubernetes.get('cronjob', 'backup', dataNamespace);
  const spec = structuredClone(valueAt(schedule, 'spec', 'jobTemplate', 'spec')) as JobSpec;
  if (script !== undefined) {
    const [container] = spec.template.spec.containers;
    if (container !== undefined) container.command = ['bash', '-euo', 'pipefail', '-c', script];
  }
  const created: ApiObject = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: dataNamespace },
    spec,
  };
  await kubernetes.apply([created]);
  await kubernetes.jobCompleted(name, dataNamespace, 300);
  const log = await kubernetes.run('logs', `job/${name}`, `--namespace=${dataNamespace}`);
  await kubernetes.run('delete', 'job', name, `--namespace=${dataNamespace}`);
  return log;
}

interface JobSpec {
  readonly template: { readonly spec: { readonly containers: { command: string[] }[] } };
}

/** Without auth and tasks, nothing writes. The autoscaler leaves a Deployment with 0 replicas alone. */
async function stopped(kubernetes: Kubernetes): Promise<void> {
  for (const name of ['auth', 'tasks']) {
    await kubernetes.run('scale', `deployment/${name}`, '--namespace=taskyard', '--replicas=0');
    await kubernetes.run(
      'wait',
      'pods',
      '--namespace=taskyard',
      `--selector=app.kubernetes.io/name=${name}`,
      '--for=delete',
      '--timeout=120s',
    );
  }
}

async function started(kubernetes: Kubernetes): Promise<void> {
  for (const name of ['auth', 'tasks'])
    await kubernetes.run('scale', `deployment/${name}`, '--namespace=taskyard', '--replicas=1');
  await kubernetes.servicesRolledOut();
}
