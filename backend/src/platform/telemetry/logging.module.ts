import type { IncomingMessage, ServerResponse } from 'node:http';
import { backendProbes } from '@taskyard/contracts/probes';
import { LoggerModule } from 'nestjs-pino';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { loggedError } from './logged-error.ts';

/** Not logged, because probes send a request every few seconds. */
const unloggedPaths = new Set<string>(Object.values(backendProbes));

interface LoggedRequest {
  readonly method: string;
  /** Without what a middleware removed from it. */
  readonly url: string;
  readonly originalUrl?: string;
}

/**
 * JSON logs with one line for each request and its correlation id. Only named properties are written: headers, cookies,
 * bodies and query strings can contain personal data.
 */
export const LoggingModule = LoggerModule.forRootAsync({
  inject: [ENVIRONMENT],
  useFactory: (environment: Environment) => ({
    // The library's default pattern, `{/*splat}`, matches nothing on Nest 12 with Fastify.
    forRoutes: ['{*path}'],
    pinoHttp: {
      level: environment.LOG_LEVEL,
      base: null,
      // Fastify has already chosen the correlation id (see create-app.ts).
      genReqId: (request: IncomingMessage) => request.id,
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'correlationId', responseTime: 'durationMs' },
      // By default, serializers get what the standard ones made of the error, which lacks the driver's error.
      wrapSerializers: false,
      serializers: {
        err: loggedError,
        req: ({ method, url, originalUrl = url }: LoggedRequest) => ({ method, path: originalUrl.split('?', 1)[0] }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) =>
        error !== undefined || response.statusCode >= 500 ? 'error' : 'info',
      autoLogging: { ignore: (request: IncomingMessage) => unloggedPaths.has(request.url ?? '') },
      redact: ['*.password', '*.token', '*.authorization', '*.cookie'],
    },
  }),
});
