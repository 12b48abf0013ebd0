import { expect, it } from 'vitest';
import type { NetworkPolicy } from '../../cluster/network-policy.ts';
import { otherPod } from '../../cluster/network-rules.ts';
import { connectionMatrix, connectionName, differences } from './connection-matrix.ts';

const http = { number: 4000, protocol: 'TCP' } as const;
const dns = { number: 53, protocol: 'UDP' } as const;
const api = otherPod('shop', { app: 'api' }, [http]);
const stranger = otherPod('other', { app: 'stranger' }, [http, dns]);
const denyAll: NetworkPolicy = {
  metadata: { namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};

it('tries every TCP port of the other peers and knows what the policies say', () => {
  const names = (policies: NetworkPolicy[]) =>
    connectionMatrix(policies, [api, stranger], [api, stranger]).map((connection) => [
      connectionName(connection),
      connection.allowed,
    ]);
  expect(names([])).toEqual([
    ['shop pods → other pods:4000', true],
    ['other pods → shop pods:4000', true],
  ]);
  expect(names([denyAll]).map(([, allowed]) => allowed)).toEqual([false, false]);
});

it('reports connections that were accepted against the policies, and those that were refused', () => {
  const accepted = new Set(['other pods → shop pods:4000']);
  expect(differences(connectionMatrix([denyAll], [api, stranger], [api, stranger]), accepted)).toEqual([
    'other pods → shop pods:4000 was accepted',
  ]);
  expect(differences(connectionMatrix([], [api, stranger], [api, stranger]), accepted)).toEqual([
    'shop pods → other pods:4000 was refused',
  ]);
});
