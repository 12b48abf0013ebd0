import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { ValidationFailedError } from './http.errors.ts';
import type { FieldError } from './problem.ts';
import { prototypeFields } from './prototype-fields.ts';

/** Refuses fields such as `constructor`. The base class would drop them silently before the schema sees them. */
class InputValidationPipe extends StandardSchemaValidationPipe {
  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    const fields = metadata.type === 'custom' ? [] : prototypeFields(value);
    if (fields.length > 0) {
      throw new ValidationFailedError(fields.map((field) => ({ field, message: 'is not a known field' })));
    }
    return super.transform(value, metadata);
  }
}

/** Validates bodies, queries and parameters with the zod schema of their decorator. */
export const validationPipe = new InputValidationPipe({
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
