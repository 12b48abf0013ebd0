import { Socket } from 'node:net';
import { readRefusedPorts } from '../../shared/environment.ts';

/**
 * Preloaded with `node --import`. Connections to the ports in `REFUSED_PORTS` fail, as under the cluster's network policies.
 * All TCP clients in Node use this method: http, fetch and the database driver.
 */
const refused = new Set(readRefusedPorts());
const connect = Socket.prototype.connect;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const port = portOf(args);
  if (port === undefined || !refused.has(port)) return Reflect.apply(connect, this, args);
  const failure = new Error(`connect EACCES: port ${port} is refused to this process`);
  return this.destroy(Object.assign(failure, { code: 'EACCES', port }));
} as typeof connect;

/** `connect(options)`, `connect(port)`, or the pair that `net.connect` has normalised: `[[options, callback]]`. */
function portOf(args: unknown[]): number | undefined {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const port = typeof first === 'object' && first !== null && 'port' in first ? first.port : first;
  const number = Number(port);
  return Number.isInteger(number) ? number : undefined;
}
