import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, type IncomingMessage, METHODS } from 'node:http';
import type { AddressInfo } from 'node:net';
import httpProxy from '@fastify/http-proxy';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, type HTTPMethods } from 'fastify';
import { CliError } from '../shared/cli-error.ts';

export interface GatewayOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Path prefixes and the origins behind them; the longest prefix that fits wins. */
  readonly routes: Readonly<Record<string, string>>;
}

export interface Gateway {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Those Fastify knows from the start. */
const USUAL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
/** Fastify itself refuses a QUERY without a body; taken as one that has none, it reaches the upstream like the others. */
const FURTHER_METHODS = METHODS.filter((method) => method !== 'CONNECT' && !USUAL_METHODS.includes(method));
/** As much as the cloud's load balancer passes on; the backends behind it may take less. */
const MAX_HEADER_BYTES = 65_536;

/**
 * One origin for browsers, as the load balancer gives in the cluster. Bodies and answers stream through untouched and
 * `Host` is kept; `X-Forwarded-*` say what this socket saw, whatever the client claimed. An upstream that is away is
 * answered as `application/problem+json`.
 *
 * @throws CliError when the port is taken
 */
export async function startGateway({ port, routes }: GatewayOptions): Promise<Gateway> {
  const server = fastify({
    forceCloseConnections: true,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, error.statusCode ?? 400),
    genReqId: () => randomUUID(),
  });
  // Fastify would read text/plain itself, up to a limit; here every body is the upstream's to judge.
  server.removeAllContentTypeParsers();
  // Refusing a method is the upstream's choice, with the right Allow header.
  for (const method of FURTHER_METHODS) {
    server.addHttpMethod(method, { hasBody: method !== 'QUERY', overrideExisting: true });
  }
  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) =>
    sendProblem(request, reply, error.statusCode ?? 500),
  );
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, 405));
  for (const [prefix, upstream] of Object.entries(routes)) await addRoute(server, prefix, upstream);
  try {
    await server.listen({ port, host: 'localhost' });
  } catch (error) {
    await server.close();
    throw explainPort(error, port);
  }
  const { port: bound } = server.server.address() as AddressInfo;
  return { origin: `http://localhost:${bound}`, stop: () => server.close() };
}

async function addRoute(server: FastifyInstance, prefix: string, upstream: string): Promise<void> {
  await server.register(httpProxy, {
    prefix,
    upstream,
    rewritePrefix: prefix,
    httpMethods: [...USUAL_METHODS, ...FURTHER_METHODS] as HTTPMethods[],
    // Next's development server tells open pages about edits over a WebSocket.
    websocket: true,
    wsClientOptions: { rewriteRequestHeaders: (_: unknown, { raw }: FastifyRequest) => webSocketHeaders(raw) },
    // An event stream may be silent for as long as it likes once it has begun.
    undici: { connect: { timeout: 5_000 }, headersTimeout: 60_000, bodyTimeout: 0 },
    destroyAgent: true,
    replyOptions: {
      // Only plain HTTP/1.1 is served here; reply-from's type also allows HTTP/2.
      rewriteRequestHeaders: ({ raw }, headers) => forwardedHeaders(raw as IncomingMessage, headers),
      // A 503 is an answer (a draining backend gives it); asking again is the client's choice.
      retryDelay: () => null,
      onError: (reply, { error }) => {
        const status = statusOf(error);
        // Reply-from's own type of the reply knows nothing of Fastify's request.
        const answer = reply as FastifyReply;
        sendProblem(answer.request, answer, status);
      },
    },
  });
}

/** The client's headers without its claims about who it is, with what this socket knows instead. */
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

/** The `ws` client makes the handshake's own headers itself. */
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

const TITLES: Record<number, string> = {
  405: 'Method not allowed',
  415: 'Unsupported media type',
  502: 'A part of Taskyard broke off',
  503: 'A part of Taskyard is not running',
  504: 'A part of Taskyard did not answer in time',
};

const CODES: Record<number, string> = { 405: 'method_not_allowed', 415: 'unsupported_media_type' };

function sendProblem(request: FastifyRequest, reply: FastifyReply, status: number): void {
  const code = status >= 502 ? 'service_unavailable' : (CODES[status] ?? 'malformed_request');
  void reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-request-id': request.id, ...(status >= 502 && { 'retry-after': '1' }) })
    .type('application/problem+json')
    .send({
      type: `urn:taskyard:problem:${code}`,
      title: TITLES[status] ?? 'The request could not be understood',
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
