import * as pulumi from '@pulumi/pulumi';

/**
 * Calls `onOutputs` when a component or the stack registers its outputs, with those that are not secret. The mocks must be
 * set before. A secret output is left out: the engine encrypts it.
 */
export function watchOutputs(onOutputs: (urn: string, outputs: Readonly<Record<string, unknown>>) => void): void {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error('the mocks of the Pulumi runtime are not set');
  const register = monitor.registerResourceOutputs.bind(monitor);
  Object.assign(monitor, {
    registerResourceOutputs: (...args: Parameters<typeof register>) => {
      const [request] = args;
      const outputs: Record<string, unknown> = request.getOutputs()?.toJavaScript() ?? {};
      onOutputs(request.getUrn(), withoutSecrets(outputs) as Record<string, unknown>);
      return register(...args);
    },
  });
}

function withoutSecrets(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) return undefined;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
