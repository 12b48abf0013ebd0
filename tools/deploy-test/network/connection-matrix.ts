import { mayReach, type NetworkPolicy, type Port } from '../../cluster/network-policy.ts';
import type { NetworkPeer } from '../../cluster/network-rules.ts';

/** One connection that is tried. */
export interface Connection {
  readonly from: NetworkPeer;
  readonly to: NetworkPeer;
  readonly port: Port;
  /** Whether the policies allow it. */
  readonly allowed: boolean;
}

/**
 * Every connection from a peer to each TCP port that the other one listens on, and what the policies say about it. UDP is
 * left out, because a lost datagram and a refused one look the same.
 */
export function connectionMatrix(
  policies: readonly NetworkPolicy[],
  sources: readonly NetworkPeer[],
  targets: readonly NetworkPeer[],
): Connection[] {
  return sources.flatMap((from) =>
    targets
      .filter((to) => to !== from)
      .flatMap((to) =>
        to.listens
          .filter(({ protocol }) => protocol === 'TCP')
          .map((port) => ({ from, to, port, allowed: mayReach(policies, from.endpoint, to.endpoint, port) })),
      ),
  );
}

/**
 * Compares what the policies say with the connections that were accepted.
 *
 * @param opened by source, the names of the connections that were accepted, as `connectionName` gives them
 * @returns a line for each difference
 */
export function differences(matrix: readonly Connection[], opened: ReadonlySet<string>): string[] {
  return matrix
    .filter((connection) => connection.allowed !== opened.has(connectionName(connection)))
    .map((connection) => `${connectionName(connection)} ${connection.allowed ? 'was refused' : 'was accepted'}`);
}

export function connectionName({ from, to, port }: Pick<Connection, 'from' | 'to' | 'port'>): string {
  return `${from.name} → ${to.name}:${port.number}`;
}
