import { services } from '../cluster/kubernetes.ts';
import type { Scenario } from '../scenario.ts';
import { withoutFailure } from './expectations.ts';
import { twoReplicas } from './two-replicas.ts';

const selector = `app.kubernetes.io/name in (${services.join(',')})`;

/** The database's volume belongs to one node, so only the services are moved. */
export const nodeDrain: Scenario = {
  name: 'node-drain',
  description: 'Two replicas each; every node is drained of the services in turn, as disruption budgets allow',
  timeLimitSeconds: 1_500,
  run: async ({ kubernetes, stack, traffic, report: print }) => {
    const originals = stack.values(Object.keys(twoReplicas));
    await stack.apply(twoReplicas);
    for (const name of services) await kubernetes.replicasReady(name, 2);
    const nodes = (await kubernetes.list('nodes')).map(({ metadata }) => metadata.name);
    const users = await traffic();
    const ended: string[] = [];
    const report = await users.during(
      async () => {
        for (const node of nodes) {
          ended.push(await drain(node));
          await kubernetes.run('uncordon', node);
          await kubernetes.servicesRolledOut();
        }
      },
      { maxSeconds: 1_300 },
    );
    await stack.apply(originals);
    return { ...(await withoutFailure(users, report)), nodes: nodes.length, drain: ended.join(', ') };

    /** With one node, nothing can replace the last pod of a service: its budget must refuse the eviction. */
    async function drain(node: string): Promise<string> {
      const args = ['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', `--pod-selector=${selector}`];
      const alone = nodes.length === 1;
      try {
        await kubernetes.run(...args, `--timeout=${alone ? 90 : 300}s`);
      } catch (error) {
        const refused = error instanceof Error && /disruption budget|global timeout/.test(error.message);
        if (alone && refused) return 'the budgets kept one pod of each service';
        throw error;
      } finally {
        print(`${node} was drained`);
      }
      if (alone) throw new Error('the budgets allowed the eviction of the last pods');
      return 'completed';
    }
  },
};
