import type { Locale } from '@wayfare/contracts';
import { escapeHtml } from '../pages/escape.js';
import type { OpenApi, Operation } from './document.js';
import { notationOf } from './notation.js';
import type { JsonSchema } from './schemas.js';
import { STYLE } from './style.js';
import { DOCS_WORDS, type DocsWords } from './words.js';

const schemaIn = (content: unknown): JsonSchema | undefined => {
  const [media] = Object.values((content ?? {}) as Record<string, { schema?: JsonSchema }>);
  return media?.schema;
};

const block = (title: string, schema: JsonSchema | undefined): string =>
  schema ? `<h4>${title}</h4><pre>${notationOf(schema)}</pre>` : '';

const parameterLine = (parameter: JsonSchema, words: DocsWords): string =>
  `<tr><td><code>${escapeHtml(String(parameter.name))}</code></td><td>${escapeHtml(String(parameter.in))}</td>` +
  `<td>${parameter.required === true ? words.required : ''}</td><td><code>${notationOf((parameter.schema ?? {}) as JsonSchema)}</code></td></tr>`;

const operationHtml = (method: string, path: string, operation: Operation, words: DocsWords): string => {
  const roles = operation['x-roles'];
  const [[status = '200', success] = []] = Object.entries(operation.responses);
  const parameters = operation.parameters.map((parameter) => parameterLine(parameter, words)).join('');
  return `<details id="${operation.operationId}"><summary><span class="method ${method}">${method.toUpperCase()}</span>
    <code>${escapeHtml(path)}</code> <span class="what">${escapeHtml(operation.summary)}</span></summary>
    <p class="roles">${roles.length === 0 ? words.openToAll : words.forRoles.replace('{roles}', roles.join(', '))}</p>
    ${parameters ? `<h4>${words.parameters}</h4><table>${parameters}</table>` : ''}
    ${block(words.body, schemaIn(operation.requestBody?.content))}
    ${block(`${words.reply} ${status}`, schemaIn(success?.content)) || `<h4>${words.reply} ${status}</h4>`}
  </details>`;
};

const areaHtml = (name: string, document: OpenApi, words: DocsWords): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(name))
      .map(([method, operation]) => operationHtml(method, path, operation, words)),
  );
  return `<section><h2 id="area-${name}">${name}</h2><p class="what">${escapeHtml(words.areas[name] ?? '')}</p>${operations.join('')}</section>`;
};

const schemaHtml = ([name, schema]: [string, JsonSchema]): string =>
  `<h3 id="${escapeHtml(name)}">${escapeHtml(name)}</h3><pre>${notationOf(schema)}</pre>`;

/** The interface for people to read, in their language: one page without scripts, from the same document that programs read. */
export const docsPage = (document: OpenApi, locale: Locale): string => {
  const words = DOCS_WORDS[locale];
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en';
  const base = `<code>${escapeHtml(String(document.servers[0]?.url ?? ''))}</code>`;
  const lead = words.lead.replace('{base}', base).replace('{problem}', '<a href="#Problem">Problem</a>');
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title><style>${STYLE}</style></head>
<body><nav><h1>${words.title}</h1><a href="/api/docs?lang=${other}" hreflang="${other}" lang="${other}">${words.other}</a><a href="/api/openapi.json">openapi.json</a>${document.tags.map(({ name }) => `<a href="#area-${name}">${name}</a>`).join('')}<a href="#schemas">${words.schemas}</a></nav>
<main><p>${lead}</p>
${document.tags.map(({ name }) => areaHtml(name, document, words)).join('')}
<section><h2 id="schemas">${words.schemas}</h2>${Object.entries(document.components.schemas).map(schemaHtml).join('')}</section></main></body></html>`;
};
