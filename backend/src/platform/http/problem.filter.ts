import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable, isStatementTimeout } from '../database/mysql-error.ts';
import { ServiceUnavailableError, StatementTimeoutError } from './http.errors.ts';
import { type ProblemDescription, ProblemException } from './problem.ts';
import { sendProblem } from './send-problem.ts';

/** The problems of errors that Fastify and Nest throw, by status. */
const frameworkProblems: Readonly<Record<number, Omit<ProblemDescription, 'status'>>> = {
  400: { code: 'malformed_json', detail: 'The body is not valid JSON.' },
  403: { code: 'cross_site_request', detail: 'Requests that change something must come from this site.' },
  404: { code: 'not_found', detail: 'There is nothing at this address.' },
  413: { code: 'payload_too_large', detail: 'The body is too large.' },
  414: { code: 'uri_too_long', detail: 'The URL is too long.' },
  415: { code: 'unsupported_media_type', detail: 'Send the body as application/json.' },
  503: { code: 'service_unavailable', detail: 'The service is shutting down. Try again in a moment.' },
};

/** Turns every error into a problem+json response without stack, SQL or secrets. Unexpected errors are logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const description = this.describe(exception);
    const { status, code } = description;
    if (status >= 500) this.logger.error({ err: exception, correlationId: request.id }, `answered ${status} ${code}`);
    sendProblem(reply, request.id, description);
  }

  private describe(exception: unknown): ProblemDescription {
    if (exception instanceof ProblemException) return exception.description;
    if (isStatementTimeout(exception)) return new StatementTimeoutError(exception).description;
    if (isDatabaseUnavailable(exception)) return new ServiceUnavailableError(exception).description;
    const status = statusOf(exception);
    const known = frameworkProblems[status];
    if (known !== undefined) return { status, ...known };
    return {
      status: 500,
      code: 'internal_error',
      detail: 'Something went wrong on the server. Quote the correlation id when you report it.',
    };
  }
}

/** Fastify's own errors carry `statusCode`; Nest's have `getStatus()`. */
function statusOf(exception: unknown): number {
  if (exception instanceof HttpException) return exception.getStatus();
  if (exception instanceof Error && 'statusCode' in exception && typeof exception.statusCode === 'number') {
    return exception.statusCode;
  }
  return 500;
}
