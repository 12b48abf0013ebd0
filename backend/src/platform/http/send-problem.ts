import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Problem, ProblemDescription } from './problem.ts';

/** Sends an error as problem+json. */
export function sendProblem(reply: FastifyReply, correlationId: string, description: ProblemDescription): void {
  const { status, code, detail, errors, headers } = description;
  const problem: Problem = {
    type: `urn:taskyard:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    correlationId,
    ...(errors !== undefined && { errors: [...errors] }),
  };
  reply
    .status(status)
    .headers(headers ?? {})
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
