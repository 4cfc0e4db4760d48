import 'reflect-metadata';
import { testServer } from '../testing/server.js';

describe('coupon pools', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let headers: { authorization: string };

  beforeAll(async () => {
    server = await testServer();
    headers = await server.bearer('manager');
  }, 60_000);

  const json = (body: object) => ({ body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } });

  test('a pool is made, filled from a file and by chance, and read', async () => {
    const made = await server.call('POST', '/api/v1/coupon-pools', json({ name: '满减券', lowAt: 10 }));
    expect([made.status, made.json]).toMatchObject([201, { name: '满减券', total: 0, isLow: true }]);
    const path = `/api/v1/coupon-pools/${made.json.id}`;
    const form = new FormData();
    form.set('file', new Blob(['code\nA\nB\nA\n'], { type: 'text/csv' }), '券码.csv');
    const filled = await server.call('POST', `${path}/codes`, { body: form, headers });
    expect([filled.status, filled.json]).toEqual([200, { added: 2, refused: { count: 1, lines: [{ line: 4, code: 'A', why: 'twice' }] } }]);
    const random = await server.call('POST', `${path}/random-codes`, json({ count: 20, prefix: 'X' }));
    expect([random.status, random.json]).toEqual([200, { added: 20 }]);
    const read = await server.call('GET', path, { headers });
    expect(read.json).toMatchObject({ total: 22, left: 22, issued: 0, isLow: false });
  });

  test('what is no upload is refused, and a pool that is not there is missing', async () => {
    const refused = await server.call('POST', '/api/v1/coupon-pools/1/codes', json({}));
    expect([refused.status, refused.json?.code]).toEqual([415, 'upload_expected']);
    const missing = await server.call('GET', '/api/v1/coupon-pools/999999', { headers });
    expect([missing.status, missing.json?.code]).toEqual([404, 'not_found']);
  });
});
