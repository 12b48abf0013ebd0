import { HttpException } from '@nestjs/common';
import { z } from 'zod';

const fieldErrorSchema = z.object({
  field: z
    .string()
    .meta({ description: 'The name of the wrong field or parameter. Dots separate the names of nested fields.' }),
  message: z.string(),
});

/** One invalid field of a request, and what it allows. */
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** The body of every error (RFC 9457), with a stable `code` for programs and the correlation id for reports. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.string(),
    correlationId: z.string(),
    errors: z.array(fieldErrorSchema).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;

/** What the client is told about an expected failure. */
export interface ProblemDescription {
  readonly status: number;
  /** Stable and in snake_case, because clients branch on it. */
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Base class of the expected failures. Each subclass has one code. */
export abstract class ProblemException extends HttpException {
  constructor(readonly description: ProblemDescription) {
    super(description.detail, description.status, { errorCode: description.code });
  }
}
