import { fileURLToPath } from 'node:url';

/** Variables under which a Node process cannot connect to these TCP ports. */
export function refusedPortsEnvironment(ports: readonly number[]): Record<string, string> {
  if (ports.length === 0) return {};
  const preload = fileURLToPath(new URL('./refuse-ports.ts', import.meta.url));
  return { NODE_OPTIONS: `--import=${preload}`, REFUSED_PORTS: ports.join(',') };
}
