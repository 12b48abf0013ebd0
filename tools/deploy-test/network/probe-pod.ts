import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import type { NetworkPeer } from '../../cluster/network-rules.ts';

/** A pod of the test with the labels of a real one: it listens on every port of the matrix and connects to the others. */
export interface ProbePod {
  readonly peer: NetworkPeer & { readonly endpoint: { readonly namespace: string } };
  readonly name: string;
}

const listen = `
for (const port of process.argv.slice(1).map(Number))
  require('node:net').createServer((socket) => socket.on('error', () => {}).end('ok')).listen(port, '0.0.0.0');
process.on('SIGTERM', () => process.exit(0));`;

/** Prints the targets that accepted a connection. A refused one is dropped by some networks and answered with a reset by others. */
export const connect = `
Promise.all(process.argv.slice(1).map((target) => new Promise((resolve) => {
  const [host, port] = target.split(':');
  const socket = require('node:net').connect({ host, port: Number(port), timeout: 2000 });
  const end = (open) => { socket.destroy(); resolve(open ? [target] : []); };
  socket.on('connect', () => end(true)).on('timeout', () => end(false)).on('error', () => end(false));
}))).then((open) => console.log(JSON.stringify(open.flat())));`;

/**
 * The pod never becomes ready, because nothing sets the condition of its readiness gate. So no Service sends it requests
 * that users sent to the real pod with the same labels.
 *
 * @param image one with Node in it
 */
export function probePod(
  { peer, name }: ProbePod,
  labels: Readonly<Record<string, string>>,
  image: string,
  ports: readonly number[],
): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: peer.endpoint.namespace, labels: { ...labels, [probeLabel]: 'true' } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      readinessGates: [{ conditionType: 'taskyard.dev/never-ready' }],
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image,
          command: ['node', '-e', listen, ...ports.map(String)],
          resources: { requests: { cpu: '10m', memory: '48Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

/** Selects every pod of the test. */
export const probeLabel = 'taskyard.dev/network-probe';
