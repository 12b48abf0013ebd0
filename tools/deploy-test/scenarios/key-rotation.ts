import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../shared/eventually.ts';
import { appNamespace, type Kubernetes } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { sameObjects, withoutFailure } from './expectations.ts';

/** The kubelet renews mounted Secrets within two minutes; then the backend reads its keys again every few seconds. */
const propagationSeconds = 240;
const keyFile = '/etc/taskyard/keys/public.json';

export const keyRotation: Scenario = {
  name: 'key-rotation',
  description: 'A new signing key is published, signs, and the old one is dropped, without a restart',
  timeLimitSeconds: 1_500,
  run: async ({ kubernetes, stack, traffic, signal }) => {
    const users = await traffic();
    const names = stack.value<string[]>('signingKeys.names');
    const next = `test-${Date.now() % 1e9}`;
    const pods = () => kubernetes.identities('pods', appNamespace);
    const deployments = () => kubernetes.identities('deployments', appNamespace);
    const [before, podsBefore] = [await deployments(), await runningPods(kubernetes)];
    const [old] = [...users.signingKeys];
    const report = await users.during(
      async () => {
        await stack.apply({ 'signingKeys.names': [...names, next] });
        await published(kubernetes, names.length + 1);
        await stack.apply({ 'signingKeys.names': [next, ...names] });
        // Every user gets a token of the new key when the old token is at half of its life.
        await eventually(900, async () => {
          signal.throwIfAborted();
          if ([...users.signingKeys].some((kid) => kid === old))
            throw new Error('users still have tokens of the old key');
        });
        // The last token of the old key may have been issued just before.
        await sleep(tokenSeconds(stack.value('accessTokenSeconds')) * 1000, undefined, { signal });
        await stack.apply({ 'signingKeys.names': [next] });
        await published(kubernetes, 1);
      },
      { maxSeconds: 1_400, requestsPerSecond: 50 },
    );
    sameObjects(before, await deployments());
    const podsAfter = await pods();
    const restarted = podsBefore.filter((name) => podsAfter[`Pod/${name}`] === undefined);
    if (restarted.length > 0) throw new Error(`pods were restarted: ${restarted.join(', ')}`);
    return withoutFailure(users, report);
  },
};

/** Waits until both modules have that many keys in their files. */
async function published(kubernetes: Kubernetes, count: number): Promise<void> {
  await eventually(propagationSeconds, async () => {
    for (const name of ['auth', 'tasks']) {
      for (const pod of await kubernetes.podsOf(name)) {
        const program = `process.stdout.write(require('node:fs').readFileSync('${keyFile}', 'utf8'))`;
        const text = await kubernetes.execute(pod.metadata.name, appNamespace, 'node', '-e', program);
        const { keys } = JSON.parse(text) as { keys: unknown[] };
        if (keys.length !== count) throw new Error(`${pod.metadata.name} has ${keys.length} keys instead of ${count}`);
      }
    }
  });
  // KEYS_RELOAD_SECONDS of the backend.
  await sleep(15_000);
}

async function runningPods(kubernetes: Kubernetes): Promise<string[]> {
  const pods = await Promise.all(['auth', 'tasks'].map((name) => kubernetes.podsOf(name)));
  return pods.flat().map(({ metadata }) => metadata.name);
}

/** The default of the backend. */
function tokenSeconds(configured: unknown): number {
  return typeof configured === 'number' ? configured : 600;
}
