import { HttpException } from '@nestjs/common';
import { z } from 'zod';

const fieldErrorSchema = z.object({
  field: z.string().meta({ description: 'The name of the wrong field or parameter; dots lead into nested values.' }),
  message: z.string(),
});

/** One wrong field of a request and what it allows. */
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** The body of every error: RFC 9457, with a stable `code` to act on and the correlation id to quote. */
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

/** What an expected failure says to the caller. */
export interface ProblemDescription {
  readonly status: number;
  /** Stable, snake_case; clients branch on it. */
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Base of the expected failures: each subclass is one code. */
export abstract class ProblemException extends HttpException {
  constructor(readonly description: ProblemDescription) {
    super(description.detail, description.status, { errorCode: description.code });
  }
}
