import { maxHeaderSize } from 'node:http';
import { createRequire } from 'node:module';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.ts';
import type { Environment } from './platform/config/environment.ts';
import { MethodNotAllowedError } from './platform/http/http.errors.ts';
import { LifecycleService } from './platform/http/lifecycle.service.ts';
import { trackAllowedMethods } from './platform/http/method-not-allowed.ts';
import { ProblemFilter } from './platform/http/problem.filter.ts';
import { limitHeaders } from './platform/http/rate-limit-headers.ts';
import { addRequestContext } from './platform/http/request-context.ts';
import { requestIdOf } from './platform/http/request-id.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { sendProblem } from './platform/http/send-problem.ts';
import { trustProxy } from './platform/http/trust-proxy.ts';
import { validationPipe } from './platform/http/validation.pipe.ts';
import { ApplicationLogger } from './platform/telemetry/application-logger.ts';
import { MetricsService } from './platform/telemetry/metrics.service.ts';

/** Room for a description of 10,000 characters, each escaped at its longest (`\uD83D\uDE00`), and the rest. */
const bodyLimitBytes = 160 * 1024;

/** Builds the HTTP application, ready to listen. */
export async function createApp(environment: Environment): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    // As long as Node lets an address be, so that every id, however long, is judged by its schema.
    routerOptions: { maxParamLength: maxHeaderSize },
    trustProxy: trustProxy(environment),
    genReqId: requestIdOf,
    // Whoever still has a connection while the process closes is served.
    return503OnClosing: false,
    // What the router refuses before Nest hears of it: an address that does not decode.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const detail = 'The address has an escape that does not decode.';
      sendProblem(reply, request.id, { status: 400, code: 'malformed_url', detail });
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(environment), adapter, {
    bufferLogs: true,
    // Whoever starts it says what was wrong, in one line of JSON; Nest would print text and end the process by a signal.
    autoFlushLogs: false,
    abortOnError: false,
    // Fastify's own JSON parser is the only one: forms and plain text could be sent across sites without asking.
    bodyParser: false,
    routeConflictPolicy: { duplicate: 'error' },
  });
  app.useLogger(app.get(ApplicationLogger));
  app.flushLogs();
  app.useGlobalPipes(validationPipe);
  app.useGlobalFilters(new ProblemFilter());
  app.useSecurityHeaders(securityHeaders(environment));
  const foreignOrigins = [...environment.CORS_ORIGINS];
  app.enableCsrfProtection({ trustedOrigins: [environment.PUBLIC_ORIGIN, ...foreignOrigins] });
  if (foreignOrigins.length > 0) {
    app.enableCors({
      origin: foreignOrigins,
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['Location', 'X-Request-Id', ...Object.keys(limitHeaders)],
    });
  }
  addHooks(app);
  SwaggerModule.setup('api/docs', app, readOpenApiDocument(), { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
  return app;
}

function addHooks(app: NestFastifyApplication): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  const allowedMethods = trackAllowedMethods(fastify);
  addRequestContext(fastify);
  app.get(MetricsService).observe(fastify);
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    const path = request.url.split('?', 1)[0] ?? '';
    if (path.startsWith('/api/')) reply.header('Cache-Control', 'no-store');
    const methods = allowedMethods(request, path);
    if (methods.length > 0) throw new MethodNotAllowedError(methods);
  });
  const lifecycle = app.get(LifecycleService);
  fastify.addHook('onSend', async (_request, reply) => {
    // A connection that was kept alive would keep the process from ending.
    if (lifecycle.draining) reply.header('Connection', 'close');
  });
}

/** The document is made and checked in at build time, so that every split of the modules serves all of it. */
function readOpenApiDocument(): OpenAPIObject {
  return createRequire(import.meta.url)('@taskyard/contracts/openapi.json');
}
