import { escapeHtml } from '../pages/escape.js';
import type { OpenApi, Operation } from './document.js';
import { notationOf } from './notation.js';
import type { JsonSchema } from './schemas.js';
import { STYLE } from './style.js';

const schemaIn = (content: unknown): JsonSchema | undefined => {
  const [media] = Object.values((content ?? {}) as Record<string, { schema?: JsonSchema }>);
  return media?.schema;
};

const block = (title: string, schema: JsonSchema | undefined): string =>
  schema ? `<h4>${title}</h4><pre>${notationOf(schema)}</pre>` : '';

const parameterLine = (parameter: JsonSchema): string =>
  `<tr><td><code>${escapeHtml(String(parameter.name))}</code></td><td>${escapeHtml(String(parameter.in))}</td>` +
  `<td>${parameter.required === true ? 'required' : ''}</td><td><code>${notationOf((parameter.schema ?? {}) as JsonSchema)}</code></td></tr>`;

const operationHtml = (method: string, path: string, operation: Operation): string => {
  const roles = operation['x-roles'];
  const [[status = '200', success] = []] = Object.entries(operation.responses);
  const parameters = operation.parameters.map(parameterLine).join('');
  return `<details id="${operation.operationId}"><summary><span class="method ${method}">${method.toUpperCase()}</span>
    <code>${escapeHtml(path)}</code> <span class="what">${escapeHtml(operation.summary)}</span></summary>
    <p class="roles">${roles.length === 0 ? 'Open to all' : `For ${roles.join(', ')}`}</p>
    ${parameters ? `<h4>Parameters</h4><table>${parameters}</table>` : ''}
    ${block('Body', schemaIn(operation.requestBody?.content))}
    ${block(`Reply ${status}`, schemaIn(success?.content)) || `<h4>Reply ${status}</h4>`}
  </details>`;
};

const areaHtml = (name: string, document: OpenApi): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(name))
      .map(([method, operation]) => operationHtml(method, path, operation)),
  );
  return `<section><h2 id="area-${name}">${name}</h2>${operations.join('')}</section>`;
};

const schemaHtml = ([name, schema]: [string, JsonSchema]): string =>
  `<h3 id="${escapeHtml(name)}">${escapeHtml(name)}</h3><pre>${notationOf(schema)}</pre>`;

/** The interface for people to read: one page without scripts, from the same document that programs read. */
export const docsPage = (document: OpenApi): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Wayfare API</title><style>${STYLE}</style></head>
<body><nav><h1>Wayfare API</h1><a href="/api/openapi.json">openapi.json</a>${document.tags.map(({ name }) => `<a href="#area-${name}">${name}</a>`).join('')}<a href="#schemas">Schemas</a></nav>
<main><p>Everything stands below <code>${escapeHtml(String(document.servers[0]?.url ?? ''))}</code>. Call it with <code>Authorization: Bearer wf_…</code>, an API token made by an administrator.
${escapeHtml(String(document.info.description ?? ''))} Lists page by cursor: send <code>next</code> back as <code>cursor</code>. Writes accept an <code>Idempotency-Key</code>. Errors look like <a href="#Problem">Problem</a>.</p>
${document.tags.map(({ name }) => areaHtml(name, document)).join('')}
<section><h2 id="schemas">Schemas</h2>${Object.entries(document.components.schemas).map(schemaHtml).join('')}</section></main></body></html>`;
