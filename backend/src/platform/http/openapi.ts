import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { sessionCookieNames } from '@taskyard/contracts/session-cookies';
import { z } from 'zod';
import { problemResponse } from './api-problems.decorator.ts';
import { problemSchema } from './problem.ts';
import { rateLimitHeaderDocs } from './rate-limit-headers.ts';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const unsafeMethods = ['post', 'put', 'patch', 'delete'] as const;
const methods = ['get', ...unsafeMethods] as const;

/** The OpenAPI 3.1 document of the modules that run in the application. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Taskyard API')
    .setDescription('Accounts and tasks. Errors are RFC 9457 problems with a stable `code`.')
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'An access token, or, for tasks, a personal access token. Those match `tyd_pat_[0-9A-Za-z]{32}_[0-9a-f]{8}`.',
    })
    .addCookieAuth(sessionCookieNames['http:'].access)
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convertSchema,
    operationIdFactory: (_controller, method) => method,
  });
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, ...toOpenApi(problemSchema, 'output').components };
  addCommonProblems(document);
  addLimitHeaders(document);
  return document;
}

/** Schemas with an id become components. Others are written where they are used. */
function convertSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  return schema instanceof z.ZodType ? toOpenApi(schema, schemaType) : undefined;
}

function toOpenApi(schema: z.ZodType, io: 'input' | 'output') {
  const {
    $schema: _dialect,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // The format says the same; the pattern of a date has 200 characters.
      if (jsonSchema.format === 'date' || jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  const components = $defs as Schemas;
  // The id is the component's name.
  for (const component of Object.values(components)) Reflect.deleteProperty(component, 'id');
  return { schema: root, components };
}

/** Adds the problems of every route: overload always, a cross-site request for unsafe methods, an unreadable body. */
function addCommonProblems(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method];
      if (operation === undefined) continue;
      const statuses = [503];
      if (unsafeMethods.some((unsafe) => unsafe === method)) statuses.push(403);
      if (operation.requestBody !== undefined) statuses.push(400, 413, 415);
      for (const status of statuses) operation.responses[status] ??= problemResponse(status);
    }
  }
}

/** Every response of a rate-limited operation has the rate limit headers. */
function addLimitHeaders(document: OpenAPIObject): void {
  const { 'Retry-After': _, ...always } = rateLimitHeaderDocs;
  document.components = { ...document.components, headers: { ...rateLimitHeaderDocs } };
  for (const path of Object.values(document.paths)) {
    for (const operation of methods.map((method) => path[method])) {
      if (operation?.responses[429] === undefined) continue;
      for (const [status, response] of Object.entries(operation.responses)) {
        const refused = status === '429';
        if (!refused && !status.startsWith('2')) continue;
        const names = Object.keys(refused ? rateLimitHeaderDocs : always);
        const headers = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
        Object.assign(response ?? {}, { headers: { ...headersOf(response), ...Object.fromEntries(headers) } });
      }
    }
  }
}

function headersOf(response: object | undefined): object {
  return response !== undefined && 'headers' in response ? (response.headers as object) : {};
}
