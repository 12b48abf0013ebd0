import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readEnvironment } from '../shared/environment.ts';
import { kubectl } from './kubectl.ts';
import { startLocalCluster, stopLocalCluster } from './local-cluster.ts';

const usage = `Usage: npm run cluster -- [up | status | down | kubectl <arguments>]

Runs the whole platform on this machine: a Kubernetes cluster with the stack local, from this checkout.
  up       starts the cluster, builds both images and brings the stack up (default). Run again, it updates what changed.
  status   shows what runs
  down     ends the cluster and deletes its data; only the caches of builds stay
  kubectl  runs kubectl on the cluster, such as: npm run cluster -- kubectl get pods --all-namespaces

It runs on kind where Docker, kind and kubectl are on PATH. Else it needs root on Linux and Go 1.26, and runs on a node of its own
in private namespaces; of the machine itself it changes nothing, except that debootstrap is installed when it is missing.
Port 80 of 127.0.0.1 must be free. With pulumi on PATH, a Pulumi engine applies the stack, else this command does.`;

const report = (line: string) => console.log(line);
const folder = join(readEnvironment().dataDir, 'cluster');

// The API client and the runtime of Pulumi keep connections and timers for a while.
await runCommand({ name: 'cluster', usage, exitAtOnce: true }, async ([action = 'up', ...rest]) => {
  if (action === 'kubectl') return kubectl(folder, rest);
  if (rest.length > 0) throw new UsageError(`unexpected argument: ${rest.join(' ')}`);
  if (action === 'up') return up();
  if (action === 'status') return status();
  if (action === 'down') return down();
  throw new UsageError(`unknown action ${action}; allowed are up, status, down and kubectl`);
});

async function up(): Promise<number> {
  const began = performance.now();
  const { origin, kubeconfig } = await startLocalCluster({ folder, report });
  report(`
Taskyard runs at ${origin} after ${((performance.now() - began) / 1000).toFixed(0)} s.
  Sign in as admin. Its first password:
    npm run --silent cluster -- kubectl get secret auth --namespace taskyard --output go-template='{{.data.INITIAL_ADMIN_PASSWORD | base64decode}}'
  kubectl: npm run cluster -- kubectl get pods --all-namespaces, or KUBECONFIG=${kubeconfig}
  End it and delete its data: npm run cluster -- down`);
  return 0;
}

async function status(): Promise<number> {
  if (!existsSync(folder)) {
    report('There is no cluster. Start one with: npm run cluster');
    return 1;
  }
  report(`Its files are in ${folder}.`);
  return kubectl(folder, ['get', 'nodes,pods,ingresses', '--all-namespaces']);
}

async function down(): Promise<number> {
  const began = performance.now();
  if (!existsSync(folder)) {
    report('There is no cluster.');
    return 0;
  }
  await stopLocalCluster(folder);
  report(`The cluster has ended and its data are deleted (${((performance.now() - began) / 1000).toFixed(1)} s).`);
  return 0;
}
