import { eventually } from '../../shared/eventually.ts';
import { differences } from '../network/connection-matrix.ts';
import { ProbeNetwork } from '../network/probe-network.ts';
import { NotPossible, type Scenario } from '../scenario.ts';

export const networkPolicies: Scenario = {
  name: 'network-policies',
  description: 'Pods with the labels of every pod connect to each other, to outsiders, the resolver and the API server',
  timeLimitSeconds: 600,
  run: async ({ kubernetes, stack }) => {
    const network = await ProbeNetwork.create(kubernetes, stack.value('images.backend'));
    try {
      if (!(await network.enforces()))
        throw new NotPossible('the network of this cluster does not enforce NetworkPolicies: kind does, since 0.24');
      // Policies reach new pods within seconds, so an allowed connection may be refused first.
      await eventually(60, async () => {
        const wrong = differences(network.matrix, await network.accepted());
        if (wrong.length > 0)
          throw new Error(`${wrong.length} connections are not as the policies say: ${wrong.slice(0, 20).join(', ')}`);
      });
      const allowed = network.matrix.filter((connection) => connection.allowed).length;
      return { connections: network.matrix.length, allowed, refused: network.matrix.length - allowed };
    } finally {
      await network.remove();
    }
  },
};
