import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, type IncomingMessage, METHODS } from 'node:http';
import type { AddressInfo } from 'node:net';
import httpProxy from '@fastify/http-proxy';
import { headersTimeoutMs, requestTimeoutMs, timeoutCheckMs } from '@taskyard/contracts/request-limits';
import { keepUnusedConnections } from '@taskyard/contracts/unused-connections';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, type HTTPMethods } from 'fastify';
import { CliError } from '../shared/cli-error.ts';

export interface GatewayOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Path prefixes and their upstream origins; the longest matching prefix wins. */
  readonly routes: Readonly<Record<string, string>>;
  /** Bytes that a body may have, by path prefix. A longer body, or one of unknown length, is refused unread. Default: any. */
  readonly bodyLimits?: Readonly<Record<string, number>>;
}

export interface Gateway {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The methods that Fastify supports by default. */
const knownMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
/** Fastify refuses a QUERY without a body, so it is declared as a method without one. */
const additionalMethods = METHODS.filter((method) => method !== 'CONNECT' && !knownMethods.includes(method));
/** The limit of the cloud's load balancer; the backends may allow less. */
const maxHeaderBytes = 65_536;

/**
 * Serves all upstreams under one origin, like the load balancer in the cluster. Bodies are streamed unchanged and `Host`
 * is kept. `X-Forwarded-*` hold what this socket sees; the client's own values are removed. When an upstream fails, the
 * gateway answers with `application/problem+json`.
 *
 * @throws CliError when the port is taken
 */
export async function startGateway({ port, routes, bodyLimits = {} }: GatewayOptions): Promise<Gateway> {
  const server = fastify({
    forceCloseConnections: true,
    // Requests that are never sent completely would keep connections to the upstreams.
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
    },
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: maxHeaderBytes },
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, error.statusCode ?? 400),
    genReqId: () => randomUUID(),
  });
  keepUnusedConnections(server.server);
  // Fastify would parse text/plain and limit its size. The upstream has to do that.
  server.removeAllContentTypeParsers();
  // The upstream refuses methods, with the right Allow header.
  for (const method of additionalMethods) {
    server.addHttpMethod(method, { hasBody: method !== 'QUERY', overrideExisting: true });
  }
  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) =>
    sendProblem(request, reply, error.statusCode ?? 500),
  );
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, 405));
  for (const [prefix, upstream] of Object.entries(routes)) await addRoute(server, prefix, upstream, bodyLimits[prefix]);
  try {
    await server.listen({ port, host: 'localhost' });
  } catch (error) {
    await server.close();
    throw explainPort(error, port);
  }
  const { port: bound } = server.server.address() as AddressInfo;
  return { origin: `http://localhost:${bound}`, stop: () => server.close() };
}

async function addRoute(
  server: FastifyInstance,
  prefix: string,
  upstream: string,
  bodyLimit = Number.POSITIVE_INFINITY,
): Promise<void> {
  await server.register(httpProxy, {
    prefix,
    upstream,
    rewritePrefix: prefix,
    httpMethods: [...knownMethods, ...additionalMethods] as HTTPMethods[],
    // Next's development server reports edits to open pages over a WebSocket.
    websocket: true,
    wsClientOptions: { rewriteRequestHeaders: (_: unknown, { raw }: FastifyRequest) => webSocketHeaders(raw) },
    preHandler: (request, reply, done) => {
      const status = refusedBodyStatus(request.headers, bodyLimit);
      if (status === undefined) return done();
      // The body is not read, so the connection cannot be used again.
      sendProblem(request, reply.header('connection', 'close'), status);
    },
    // No body timeout: an event stream may send nothing for a long time. With a bound on connections, slow requests would
    // hold up the others.
    undici: { connections: null, connect: { timeout: 5_000 }, headersTimeout: 60_000, bodyTimeout: 0 },
    destroyAgent: true,
    replyOptions: {
      // This server only speaks HTTP/1.1; reply-from's type also allows HTTP/2.
      rewriteRequestHeaders: ({ raw }, headers) => forwardedHeaders(raw as IncomingMessage, headers),
      // No retries after a 503, which a draining backend sends: the client decides.
      retryDelay: () => null,
      onError: (reply, { error }) => {
        const status = statusOf(error);
        // reply-from's type of the reply lacks Fastify's request.
        const fastifyReply = reply as FastifyReply;
        sendProblem(fastifyReply.request, fastifyReply, status);
      },
    },
  });
}

/** The status of the refusal, if the headers announce a body that is too long or do not say how long it is. */
function refusedBodyStatus(headers: IncomingHttpHeaders, limit: number): 411 | 413 | undefined {
  if (limit === Number.POSITIVE_INFINITY) return undefined;
  if (headers['transfer-encoding'] !== undefined) return 411;
  return Number(headers['content-length'] ?? 0) > limit ? 413 : undefined;
}

/** The client's headers, with the forwarding headers replaced by what this socket knows. */
function forwardedHeaders(request: IncomingMessage, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !/^(x-forwarded-.*|x-real-ip|forwarded|expect)$/.test(name));
  return {
    ...Object.fromEntries(kept),
    host: request.headers.host,
    'x-forwarded-for': request.socket.remoteAddress,
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': 'http',
  };
}

/** Without the handshake's headers, which the `ws` client sets itself. */
function webSocketHeaders(request: IncomingMessage): IncomingHttpHeaders {
  const headers = forwardedHeaders(request, request.headers);
  const kept = Object.entries(headers).filter(([name]) => !/^(connection|upgrade|sec-websocket-.*)$/.test(name));
  return Object.fromEntries(kept);
}

function statusOf(error: Error): number {
  const cause = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;
  if (cause === 'ECONNREFUSED' || cause === 'ENOTFOUND') return 503;
  return /TIMEOUT/.test(String(cause)) ? 504 : 502;
}

const titles: Record<number, string> = {
  405: 'Method not allowed',
  411: 'The length of the body is missing',
  413: 'The body is too large',
  415: 'Unsupported media type',
  502: 'A part of Taskyard closed the connection',
  503: 'A part of Taskyard is not running',
  504: 'A part of Taskyard did not answer in time',
};

const codes: Record<number, string> = {
  405: 'method_not_allowed',
  411: 'length_required',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

function sendProblem(request: FastifyRequest, reply: FastifyReply, status: number): void {
  const code = status >= 502 ? 'service_unavailable' : (codes[status] ?? 'malformed_request');
  void reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-request-id': request.id, ...(status >= 502 && { 'retry-after': '1' }) })
    .type('application/problem+json')
    .send({
      type: `urn:taskyard:problem:${code}`,
      title: titles[status] ?? 'The request could not be understood',
      status,
      detail: status >= 502 ? 'Try again in a moment.' : 'The gateway could not pass this request on.',
      code,
      correlationId: request.id,
    });
}

function explainPort(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CliError(`Port ${port} is in use; free it, or run: PORT=${port + 1} npm start`);
  }
  if (code === 'EACCES') return new CliError(`Port ${port} may not be used by this user; run: PORT=3000 npm start`);
  return error;
}
