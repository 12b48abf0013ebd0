import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../shared/eventually.ts';
import { dataNamespace, type Kubernetes } from '../cluster/kubernetes.ts';
import { NotPossible, type Scenario } from '../scenario.ts';
import { withOutage } from './expectations.ts';

const folder = '/var/lib/mysql';
const filler = `${folder}/filler-of-the-deployment-test`;
/** A larger file system is the node's own disk: filling it would evict pods, or fill the disk of this machine. */
const largestBytes = 16e9;
const fullSeconds = 15;
/** Writes fail while the volume is full, and until the server sees the free space. */
const allowedOutageSeconds = fullSeconds + 120;

export const fullVolume: Scenario = {
  name: 'full-volume',
  description:
    'The volume of the database is full for a while: nothing acknowledged is lost, and writing goes on afterwards',
  timeLimitSeconds: 600,
  run: async ({ kubernetes, traffic }) => {
    const { size, node } = await sizes(kubernetes);
    if (size === node || size > largestBytes)
      throw new NotPossible(
        'the volume of the database is a folder on the disk of the node, so it cannot be filled alone',
      );
    const restarts = () => kubernetes.identities('pods', dataNamespace);
    const before = await restarts();
    const users = await traffic();
    const report = await users
      .during(
        async () => {
          await fill(kubernetes);
          await sleep(fullSeconds * 1000);
          await shell(kubernetes, `rm -f ${filler} ${filler}.rest`);
          await eventually(allowedOutageSeconds, () => users.write());
        },
        { maxSeconds: 400 },
      )
      .finally(() => shell(kubernetes, `rm -f ${filler} ${filler}.rest`));
    const after = await restarts();
    if (after['Pod/database-0'] !== before['Pod/database-0']) throw new Error('the pod of the database was replaced');
    return { ...(await withOutage(users, report, allowedOutageSeconds)), 'volume, MB': Math.round(size / 1e6) };
  },
};

/** Reserves all space that is free, at first at once and then the rest, without writing it. */
async function fill(kubernetes: Kubernetes): Promise<void> {
  const free = `$(df -B1 --output=avail ${folder} | tail -1)`;
  const used = await shell(
    kubernetes,
    `fallocate -l ${free} ${filler} 2>/dev/null || true; dd if=/dev/zero of=${filler}.rest bs=64K 2>/dev/null || true; df --output=pcent ${folder} | tail -1`,
  );
  if (used.trim() !== '100%') throw new Error(`the volume is not full, it is ${used.trim()} full`);
}

/** Bytes of the database's volume, and of the disk below the container. */
async function sizes(kubernetes: Kubernetes): Promise<{ size: number; node: number }> {
  const output = await shell(kubernetes, `df -B1 --output=size ${folder} / | tail -2`);
  const [size = 0, node = 0] = output.trim().split(/\s+/).map(Number);
  return { size, node };
}

function shell(kubernetes: Kubernetes, script: string): Promise<string> {
  return kubernetes.inPod('database', dataNamespace, 'bash', '-c', script);
}
