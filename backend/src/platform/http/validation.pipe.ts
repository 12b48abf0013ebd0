import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ValidationFailedError } from './http.errors.ts';
import type { FieldError } from './problem.ts';

/** Validates bodies, queries and parameters with the zod schema of their decorator. */
export const validationPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => new ValidationFailedError(issues.flatMap(fieldErrorsOf)),
});

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** Added by zod to issues of unknown keys. */
  readonly keys?: readonly string[];
}

function fieldErrorsOf(issue: Issue): FieldError[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  if (issue.keys !== undefined) {
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'is not a known field' }));
  }
  return [{ field: path.join('.') || 'body', message: issue.message }];
}
