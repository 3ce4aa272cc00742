import { z } from 'zod';
import type { Operation } from '../../contract/operation.ts';
import { ERRORS, type ErrorCode } from '../../kernel/errors.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Codes any operation may answer with. */
const GENERAL: readonly ErrorCode[] = ['invalid-input', 'not-signed-in', 'forbidden', 'not-found', 'internal'];

/** The OpenAPI 3.1 description of a set of operations. */
export function openApiOf(operations: readonly Operation[], version: string): { openapi: string } & Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const operation of [...operations].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mooring 系舟', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'better-auth.session_token',
          description: 'Set by sign-in; name the workspace in the header x-mooring-workspace.',
        },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key; ingest also takes it as user name of Basic, as Segment clients send it.',
        },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'hint', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(ERRORS) },
    detail: { type: 'string' },
    hint: { type: 'string' },
    requestId: { type: 'string' },
    issues: {
      type: 'array',
      items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

function describe(operation: Operation): Schema {
  const input = jsonSchema(operation.input, 'input');
  const properties = (input.properties ?? {}) as Record<string, Schema>;
  const required = new Set((input.required as readonly string[] | undefined) ?? []);
  const inPath = [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const inQuery = operation.method === 'GET' || operation.method === 'DELETE' ? rest : [];
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...inQuery.map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] })),
    ...(operation.access.who === 'member'
      ? [
          {
            name: 'x-mooring-workspace',
            in: 'header',
            required: false,
            schema: { type: 'string' },
            description: 'Key of the workspace; needed with a session.',
          },
        ]
      : []),
  ];
  const body = {
    ...input,
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    required: rest.filter((name) => required.has(name)),
  };
  return {
    operationId: operation.id,
    tags: [operation.id.split('.')[0]],
    summary: operation.summary,
    security: security(operation),
    'x-access': operation.access,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(inQuery.length === 0 && rest.length > 0
      ? { requestBody: { required: body.required.length > 0, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: {
      200: { description: 'Done.', content: { [operation.file ?? 'application/json']: { schema: answerSchema(operation) } } },
      ...problems(operation),
    },
  };
}

function answerSchema({ file, output }: Operation): Schema {
  return file === undefined ? jsonSchema(output, 'output') : { type: 'string', format: 'binary' };
}

function security({ access }: Operation): readonly Schema[] {
  if (access.who === 'public') return [];
  if (access.who === 'user') return [{ session: [] }];
  const persons = access.functions === 'any' || access.functions.length > 0 ? [{ session: [] }] : [];
  return [...persons, ...(access.key === null ? [] : [{ key: [access.key] }])];
}

function problems({ errors }: Operation): Record<number, Schema> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([...GENERAL, ...errors]))
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${ERRORS[code].meaning}`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
