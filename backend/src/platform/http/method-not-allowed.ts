import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Remembers the routes of an application, so that a request to a known address with an unknown method can be told which
 * methods there are (RFC 9110, 15.5.6); the router itself only knows "not found". Call before routes are declared.
 */
export function trackAllowedMethods(fastify: FastifyInstance): (request: FastifyRequest, path: string) => string[] {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    // The catch-all that answers CORS preflights is no address of its own.
    if (url.endsWith('*')) return;
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) route.methods.add(one);
    routes.set(url, route);
  });

  /** The methods that the address answers, when the request's is not among them; otherwise none. */
  return ({ method, is404 }, path) => {
    // A literal address hides a pattern that would match too: `counts` is no task's id, whatever the method.
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
