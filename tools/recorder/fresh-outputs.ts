import type * as pulumi from '@pulumi/pulumi';
import { privateKeyGenerator } from './mock-outputs.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Another key of each algorithm than the mock outputs have. */
const otherKey = privateKeyGenerator();

/**
 * The outputs of a resource that was created anew: all that a provider computes is different, as a suffix of every text. What
 * the program has set stays, such as a fixed name.
 */
export function freshOutputs(
  { type, inputs }: pulumi.runtime.MockResourceArgs,
  { id, state }: pulumi.runtime.MockResourceResult,
  suffix: string,
): pulumi.runtime.MockResourceResult {
  const outputs = Object.entries(state as Properties).map(([key, value]) => [
    key,
    Object.hasOwn(inputs, key) ? value : withSuffix(value, suffix),
  ]);
  // The program parses keys, so a suffix is not enough.
  const key = type === 'tls:index/privateKey:PrivateKey' ? { privateKeyPem: otherKey(String(inputs.algorithm)) } : {};
  return { id: `${id}${suffix}`, state: { ...Object.fromEntries(outputs), ...key } };
}

function withSuffix(value: unknown, suffix: string): unknown {
  if (typeof value === 'string') return `${value}${suffix}`;
  if (Array.isArray(value)) return value.map((item) => withSuffix(item, suffix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSuffix(inner, suffix)]));
}
