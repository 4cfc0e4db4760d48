import { escapeHtml } from '../pages/escape.js';
import type { JsonSchema } from './schemas.js';

const INDENT = '  ';

const listOf = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value : []);
const recordOf = (value: unknown): Readonly<Record<string, JsonSchema>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, JsonSchema>) : {};

const link = (reference: string): string => {
  const name = reference.split('/').at(-1) ?? reference;
  return `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`;
};

const bounds = (schema: JsonSchema): string => {
  const { minLength, maxLength, minimum, maximum, maxItems, pattern, format } = schema;
  const words = [
    format,
    minLength !== undefined || maxLength !== undefined ? `${minLength ?? 0}–${maxLength ?? '∞'} characters` : undefined,
    typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? `≥ ${minimum}` : undefined,
    typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? `≤ ${maximum}` : undefined,
    maxItems === undefined ? undefined : `at most ${maxItems}`,
    pattern === undefined || format !== undefined ? undefined : String(pattern),
  ].filter((word) => word !== undefined);
  return words.length > 0 ? ` <i>${escapeHtml(words.join(', '))}</i>` : '';
};

const objectNotation = (schema: JsonSchema, indent: string): string => {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const inner = indent + INDENT;
  const lines = Object.entries(recordOf(schema.properties)).map(
    ([name, property]) => `${inner}<b>${escapeHtml(name)}</b>${required.has(name) ? '' : '?'}: ${notationOf(property, inner)}`,
  );
  const { additionalProperties: rest } = schema;
  const any = typeof rest === 'object' ? [`${inner}[name]: ${notationOf(recordOf({ rest }).rest ?? {}, inner)}`] : [];
  const all = [...lines, ...any];
  return all.length === 0 ? '{ }' : `{\n${all.join(',\n')}\n${indent}}`;
};

/** A JSON schema as one would write the type by hand, in HTML, with named schemas linked. */
export const notationOf = (schema: JsonSchema, indent = ''): string => {
  if (typeof schema.$ref === 'string') return link(schema.$ref);
  if (schema.const !== undefined) return escapeHtml(JSON.stringify(schema.const));
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => escapeHtml(JSON.stringify(value))).join(' | ');
  const branches = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  if (branches.length > 0) return branches.map((branch) => notationOf(branch, indent)).join(' | ');
  if (listOf(schema.allOf).length > 0)
    return listOf(schema.allOf)
      .map((branch) => notationOf(branch, indent))
      .join(' &amp; ');
  if (schema.type === 'array') return `[ ${notationOf(recordOf({ items: schema.items }).items ?? {}, indent)} … ]${bounds(schema)}`;
  if (schema.type === 'object') return objectNotation(schema, indent);
  return `${escapeHtml(String(schema.type ?? 'any'))}${bounds(schema)}`;
};
