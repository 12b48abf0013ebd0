import { maxHeaderSize } from 'node:http';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import {
  headersTimeoutMs,
  idleConnectionMs,
  requestTimeoutMs,
  timeoutCheckMs,
} from '@taskyard/contracts/request-limits';
import { keepUnusedConnections } from '@taskyard/contracts/unused-connections';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.ts';
import type { Environment } from './platform/config/environment.ts';
import { MethodNotAllowedError } from './platform/http/http.errors.ts';
import { LifecycleService } from './platform/http/lifecycle.service.ts';
import { trackAllowedMethods } from './platform/http/method-not-allowed.ts';
import { ProblemFilter } from './platform/http/problem.filter.ts';
import { rateLimitHeaderDocs } from './platform/http/rate-limit-headers.ts';
import { addRequestContext } from './platform/http/request-context.ts';
import { requestIdOf } from './platform/http/request-id.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { sendProblem } from './platform/http/send-problem.ts';
import { validationPipe } from './platform/http/validation.pipe.ts';
import { ApplicationLogger } from './platform/telemetry/application-logger.ts';
import { HttpMetricsService } from './platform/telemetry/http-metrics.service.ts';

/** Enough for a description of 10,000 characters, each in its longest escape (`\uD83D\uDE00`), and the other fields. */
const bodyLimitBytes = 160 * 1024;

/** Builds the HTTP application, ready to listen. */
export async function createApp(environment: Environment): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    http: { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: timeoutCheckMs },
    requestTimeout: requestTimeoutMs,
    // Also ends a download that nobody reads.
    connectionTimeout: idleConnectionMs,
    keepAliveTimeout: idleConnectionMs,
    // As long as Node allows a URL to be, so that an id of any length is checked by its schema.
    routerOptions: { maxParamLength: maxHeaderSize },
    trustProxy: trustProxy(environment),
    genReqId: requestIdOf,
    // Requests on open connections are still answered while the process closes.
    return503OnClosing: false,
    // The router itself refuses a URL that cannot be decoded; Nest never receives the request.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const detail = 'The URL has an escape sequence that cannot be decoded.';
      sendProblem(reply, request.id, { status: 400, code: 'malformed_url', detail });
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(environment), adapter, {
    bufferLogs: true,
    // The caller logs a failed start in one line of JSON. Nest would print text and end the process by a signal.
    autoFlushLogs: false,
    abortOnError: false,
    // Fastify's JSON parser is the only one: browsers send forms and plain text across sites without a CORS preflight.
    bodyParser: false,
    routeConflictPolicy: { duplicate: 'error' },
  });
  app.useLogger(app.get(ApplicationLogger));
  app.flushLogs();
  app.useGlobalPipes(validationPipe);
  app.useGlobalFilters(new ProblemFilter());
  app.useSecurityHeaders(securityHeaders(environment));
  const corsOrigins = [...environment.CORS_ORIGINS];
  app.enableCsrfProtection({ trustedOrigins: [environment.PUBLIC_ORIGIN, ...corsOrigins] });
  if (corsOrigins.length > 0) {
    app.enableCors({
      origin: corsOrigins,
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['Location', 'X-Request-Id', ...Object.keys(rateLimitHeaderDocs)],
    });
  }
  addHooks(app);
  SwaggerModule.setup('api/docs', app, readOpenApiDocument(), { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
  return app;
}

function addHooks(app: NestFastifyApplication): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  keepUnusedConnections(fastify.server);
  const allowedMethods = trackAllowedMethods(fastify);
  addRequestContext(fastify);
  app.get(HttpMetricsService).observe(fastify);
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    const path = request.url.split('?', 1)[0] ?? '';
    if (path.startsWith('/api/')) reply.header('Cache-Control', 'no-store');
    const methods = allowedMethods(request, path);
    if (methods.length > 0) throw new MethodNotAllowedError(methods);
  });
  const lifecycle = app.get(LifecycleService);
  fastify.addHook('onSend', async (_request, reply) => {
    // A keep-alive connection would prevent the process from ending.
    if (lifecycle.draining) reply.header('Connection', 'close');
  });
}

/** Fastify's setting for `TRUST_PROXY`. Given a number, Fastify trusts no proxy, so the hops are counted here. */
function trustProxy({ TRUST_PROXY }: Environment) {
  if (typeof TRUST_PROXY === 'number') return (_address: string, hop: number) => hop < TRUST_PROXY;
  return TRUST_PROXY.length > 0 && TRUST_PROXY;
}

/** The document is checked in, so that a process with some of the modules serves the complete document. */
function readOpenApiDocument(): OpenAPIObject {
  return createRequire(import.meta.url)('@taskyard/contracts/openapi.json');
}
