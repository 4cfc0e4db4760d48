import { type AnyRoute, LOCALES, routes } from '@wayfare/contracts';
import { openApiDocument, templated } from './document.js';
import { docsPage } from './page.js';
import { DOCS_WORDS } from './words.js';

const TABLE: readonly [string, AnyRoute][] = Object.entries(routes);

describe('the description of the interface', () => {
  const document = openApiDocument('https://wayfare.example');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  test('describes every route, each once, under the name that the table gives it', () => {
    const described = operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
    const wanted = TABLE.map(([key, { method, path }]) => `${key} ${method.toLowerCase()} ${templated(path)}`);
    expect(described.sort()).toEqual(wanted.sort());
  });

  test('says who may call, what to send and what comes back', () => {
    for (const { operation } of operations) {
      const route = TABLE.find(([key]) => key === operation.operationId)?.[1];
      if (!route) throw new Error(operation.operationId);
      expect(operation['x-roles']).toEqual(route.allow === 'public' ? [] : route.allow);
      expect(Object.keys(operation.responses)).toEqual([String(route.status), 'default']);
      expect(operation.requestBody !== undefined).toBe(route.body !== undefined || route.accepts === 'multipart');
    }
  });

  test('every reference leads to something in the document', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, found = '']) => found);
    expect(references.length).toBeGreaterThan(50);
    const follow = (reference: string): unknown =>
      reference
        .split('/')
        .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), document);
    expect(references.filter((reference) => follow(reference) === undefined)).toEqual([]);
  });

  test('names each parameter of a path, and each operation once', () => {
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => `{${String(parameter.name)}}`);
      expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  test('a condition is described where one is sent, though it is judged in two steps', () => {
    expect(document.components.schemas.CountSegmentRequest).toMatchObject({
      properties: { condition: { $ref: '#/components/schemas/Condition' } },
    });
    expect(JSON.stringify(document.components.schemas)).not.toContain('__shared');
  });

  test.each(LOCALES)('a page for people in %s shows every route, what each group is about, and every name it links to', (locale) => {
    const page = docsPage(document, locale);
    for (const [key, { summary }] of TABLE) expect([key, page.includes(`id="${key}"`), summary.length > 3]).toEqual([key, true, true]);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, found]) => found);
    expect(links.filter((link) => !page.includes(`id="${link}"`))).toEqual([]);
    expect(page).not.toContain('<script');
    expect(document.tags.filter(({ name }) => !DOCS_WORDS[locale].areas[name])).toEqual([]);
    expect(page).toContain(`<html lang="${locale}">`);
  });
});
