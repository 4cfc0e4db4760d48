import { type AnyRoute, entities, routes } from '@wayfare/contracts';
import { z } from 'zod';
import { API_PREFIX } from '../http/endpoint.js';
import { type JsonSchema, SchemaCollection } from './schemas.js';

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly JsonSchema[];
  readonly requestBody?: JsonSchema;
  readonly responses: Readonly<Record<string, JsonSchema>>;
  readonly security?: readonly JsonSchema[];
  /** Who may call it. */
  readonly 'x-roles': readonly string[];
}

export interface OpenApi {
  readonly openapi: string;
  readonly info: JsonSchema;
  readonly servers: readonly JsonSchema[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<'schemas' | 'responses' | 'securitySchemes', Readonly<Record<string, JsonSchema>>>>;
  readonly security: readonly JsonSchema[];
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const areaOf = ({ path }: AnyRoute): string => path.split('/')[1] ?? '';
/** `/journeys/:id/live` as OpenAPI writes it. */
export const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const MULTIPART: JsonSchema = {
  type: 'object',
  required: ['kind', 'file'],
  properties: {
    kind: { type: 'string', enum: ['customers', 'events', 'orders'] },
    mapping: { type: 'string', description: 'JSON: column → target. Guessed when absent. Stands before the file.' },
    consent: { type: 'string', description: 'JSON: channel → boolean, applied to every row. Stands before the file.' },
    file: { type: 'string', format: 'binary' },
  },
};

const pathParameters = ({ path }: AnyRoute): JsonSchema[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const queryParameters = ({ query }: AnyRoute): JsonSchema[] => {
  if (!query) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
};

const headerParameters = (key: string, { method, allow }: AnyRoute): JsonSchema[] => [
  ...(method === 'GET' || allow === 'public'
    ? []
    : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }]),
  ...(key === 'saveDraft' ? [{ name: 'If-Match', in: 'header', required: false, schema: { type: 'string', example: '"7"' } }] : []),
];

const bodyOf = (key: string, route: AnyRoute, schemas: SchemaCollection): { requestBody?: JsonSchema } => {
  if (route.accepts === 'multipart') return { requestBody: { required: true, content: { 'multipart/form-data': { schema: MULTIPART } } } };
  if (!route.body) return {};
  return {
    requestBody: { required: true, content: { 'application/json': { schema: schemas.input(`${capital(key)}Request`, route.body) } } },
  };
};

const successOf = (key: string, route: AnyRoute, schemas: SchemaCollection): JsonSchema => {
  const description = 'Done';
  if (route.reply) return { description, content: { 'application/json': { schema: schemas.output(`${capital(key)}Reply`, route.reply) } } };
  return route.status === 204 ? { description } : { description, content: { 'text/csv': { schema: { type: 'string' } } } };
};

const operationOf = (key: string, route: AnyRoute, schemas: SchemaCollection): Operation => ({
  operationId: key,
  tags: [areaOf(route)],
  summary: route.summary,
  parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(key, route)],
  ...bodyOf(key, route, schemas),
  responses: { [route.status]: successOf(key, route, schemas), default: { $ref: '#/components/responses/Problem' } },
  ...(route.allow === 'public' ? { security: [] } : {}),
  'x-roles': route.allow === 'public' ? [] : route.allow,
});

/** The interface as OpenAPI 3.1, from the same table that the controllers and the web app read. */
export const openApiDocument = (publicUrl: string): OpenApi => {
  const schemas = new SchemaCollection();
  for (const [name, schema] of Object.entries(entities)) schemas.output(name, schema);
  const table: readonly [string, AnyRoute][] = Object.entries(routes);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [key, route] of table)
    paths[templated(route.path)] = { ...paths[templated(route.path)], [route.method.toLowerCase()]: operationOf(key, route, schemas) };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Wayfare',
      version: '1',
      description:
        'Instants are ISO 8601 with offset, durations ISO 8601, ids opaque strings, money in minor units. Errors are RFC 9457 problem documents.',
    },
    servers: [{ url: `${publicUrl}${API_PREFIX}` }],
    tags: [...new Set(table.map(([, route]) => areaOf(route)))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components(),
      responses: {
        Problem: {
          description: 'What went wrong',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token (`wf_…`), made by an administrator.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'wayfare_session',
          description: 'The session of a browser; writes need its `x-csrf-token` too.',
        },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
};
