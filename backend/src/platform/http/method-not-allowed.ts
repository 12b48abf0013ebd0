import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Collects the routes of an application, so that a request with a method that its URL does not have gets the list of
 * allowed methods (RFC 9110, 15.5.6). Fastify's router only reports "not found". Call it before routes are declared.
 */
export function trackAllowedMethods(fastify: FastifyInstance): (request: FastifyRequest, path: string) => string[] {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    // The catch-all route of CORS preflights is not a route of the API.
    if (url.endsWith('*')) return;
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const name of [method].flat()) route.methods.add(name);
    routes.set(url, route);
  });

  /** The allowed methods of the path when the request's is not one of them; otherwise none. */
  return ({ method, is404 }, path) => {
    // A literal path takes precedence over a pattern that also matches: `counts` is not a task's id, for any method.
    const literal = routes.get(path);
    const matching =
      literal !== undefined ? [literal] : [...routes.values()].filter(({ pattern }) => pattern.test(path));
    const methods = [...new Set(matching.flatMap((route) => [...route.methods]))].sort();
    const isRefused = is404 || (literal !== undefined && method !== 'OPTIONS' && !literal.methods.has(method));
    return isRefused ? methods : [];
  };
}

function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
