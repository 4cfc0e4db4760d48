import 'reflect-metadata';
import http from 'node:http';
import { eventually } from '@wayfare/platform/testing';
import { testServer } from '../testing/server.js';

const CSV = 'externalId,email,city\na1,a1@customers.example,上海\na2,not-an-address,北京\n';

describe('uploads', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let headers: { authorization: string };

  const form = (fields: Record<string, string>, csv: string | null = CSV): FormData => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    if (csv !== null) data.set('file', new Blob([csv], { type: 'text/csv' }), '客户.csv');
    return data;
  };
  const upload = (body: FormData) => server.call('POST', '/api/v1/imports', { body, headers });

  beforeAll(async () => {
    server = await testServer();
    headers = await server.bearer('manager');
  }, 60_000);

  test('a file is taken in and applied, and what was refused comes back with its reason', async () => {
    const made = await upload(form({ kind: 'customers', consent: '{"email":true}' }));
    expect(made.status).toBe(202);
    await server.services.imports.runImport(made.json.id);
    const state = await eventually(async () => {
      const { json } = await server.call('GET', `/api/v1/imports/${made.json.id}`, { headers });
      return json.state === 'done' && json;
    });
    expect(state).toMatchObject({ fileName: '客户.csv', total: 2, inserted: 1, rejected: 1 });
    const rejected = await server.call('GET', `/api/v1/imports/${made.json.id}/rejected.csv`, { headers });
    expect(rejected.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(rejected.headers.get('content-disposition')).toBe(`attachment; filename="import-${made.json.id}-rejected.csv"`);
    expect(rejected.text).toContain('not-an-address');
  });

  test('a preview reads the beginning alone', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `p${at},p${at}@customers.example,上海`).join('\n');
    const { status, json } = await server.call('POST', '/api/v1/imports/preview', {
      body: form({ kind: 'customers' }, `externalId,email,city\n${rows}`),
      headers,
    });
    expect(status).toBe(200);
    expect(json.columns).toMatchObject([{ name: 'externalId' }, { name: 'email' }, { name: 'city' }]);
  });

  test.each([
    ['without a file', form({ kind: 'customers' }, null), 400, 'file_missing'],
    ['of an unknown kind', form({ kind: 'dreams' }), 400, 'invalid'],
    ['without a kind', form({}), 400, 'invalid'],
    ['with a mapping that is no JSON', form({ kind: 'customers', mapping: '{' }), 400, 'invalid'],
    ['with a consent that is none', form({ kind: 'customers', consent: '{"email":"yes"}' }), 400, 'invalid'],
    ['with a mapping that does not fit', form({ kind: 'customers', mapping: '{"nothing":"email"}' }), 400, 'invalid'],
  ])('one %s is refused', async (_, body, status, code) => {
    const answer = await upload(body);
    expect([answer.status, answer.json?.code]).toEqual([status, code]);
  });

  test('a field that comes after the file is refused, and no import is left behind', async () => {
    const count = async () => (await server.call('GET', '/api/v1/imports', { headers })).json.items.length;
    const before = await count();
    const body = form({ kind: 'customers' });
    body.append('consent', '{"email":true}');
    const { status, json } = await upload(body);
    expect([status, json.errors]).toEqual([400, [expect.objectContaining({ path: 'consent', code: 'before_file' })]]);
    expect(await count()).toBe(before);
  });

  test('JSON is no upload', async () => {
    const answer = await server.call('POST', '/api/v1/imports', { body: { kind: 'customers' }, headers });
    expect([answer.status, answer.json.code]).toEqual([415, 'upload_expected']);
  });

  test('an upload that breaks off leaves no import behind', async () => {
    const count = async () => (await server.call('GET', '/api/v1/imports', { headers })).json.items.length;
    const before = await count();
    const begin = [
      '--b',
      'Content-Disposition: form-data; name="kind"',
      '',
      'customers',
      '--b',
      'Content-Disposition: form-data; name="file"; filename="x.csv"',
      '',
      'externalId,email',
      '',
    ].join('\r\n');
    await new Promise<void>((resolve) => {
      const request = http.request(`${server.base}/api/v1/imports`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b' },
      });
      request.on('error', () => resolve());
      request.write(begin);
      request.write(Buffer.alloc(600_000, 'a,b\n'), () => request.destroy());
      request.on('close', () => resolve());
    });
    expect((await server.call('GET', '/api/v1/me', { headers })).status).toBe(200);
    expect(await count()).toBe(before);
  });
});
