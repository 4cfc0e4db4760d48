import type { IncomingMessage } from 'node:http';
import type { HttpSettings, Reads } from '@wayfare/contracts';
import { httpSettingsSchema, readsSchema } from '@wayfare/contracts';
import { json, serve } from '../testing.js';
import { openDriver } from './open.js';

const ITEMS = Array.from({ length: 25 }, (_, at) => ({
  id: at + 1,
  profile: { city: 'Ulm', tags: ['a', 'b'] },
  changed: `2027-01-01T00:00:${String(at).padStart(2, '0')}Z`,
}));
const TOKEN = 'the token';

const asked: string[] = [];
const headers: IncomingMessage['headers'][] = [];
const base = await serve((request, response) => {
  const url = new URL(request.url ?? '', 'http://x');
  asked.push(url.pathname + url.search);
  headers.push(request.headers);
  const page = Number(url.searchParams.get('page') ?? 0);
  const offset = Number(url.searchParams.get('skip') ?? 0);
  const since = url.searchParams.get('since');
  switch (url.pathname) {
    case '/plain':
      return json(response, since === null ? ITEMS : ITEMS.filter(({ changed }) => changed >= since));
    case '/pages':
      return json(response, { data: { items: ITEMS.slice((page - 1) * 10, page * 10) } });
    case '/offsets':
      return json(response, ITEMS.slice(offset, offset + 10));
    case '/links': {
      const next = Number(url.searchParams.get('at') ?? 0) + 10;
      return json(response, { items: ITEMS.slice(next - 10, next), links: { next: next < ITEMS.length ? `/links?at=${next}` : null } });
    }
    case '/marks': {
      const mark = Number(url.searchParams.get('after') ?? 0);
      return json(response, { items: ITEMS.slice(mark, mark + 10), next: mark + 10 < ITEMS.length ? mark + 10 : null });
    }
    case '/elsewhere':
      return json(response, { items: ITEMS.slice(0, 2), next: 'http://elsewhere.example/steal' });
    case '/circle':
      return json(response, { items: ITEMS.slice(0, 2), next: '/circle' });
    case '/moved':
      return response.writeHead(302, { location: '/plain' }).end();
    case '/broken':
      return response.writeHead(200).end('{"items": [');
    case '/hangs':
      return undefined;
    case '/dies':
      return request.socket.destroy();
    case '/deep':
      return response.end(`[${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}]`);
    case '/':
      return json(response, {});
    default:
      return json(response, { error: 'no' }, Number(url.pathname.slice(1)) || 404);
  }
});

beforeEach(() => {
  asked.length = 0;
  headers.length = 0;
});

const driver = (change: Partial<HttpSettings> = {}) =>
  openDriver(
    { kind: 'http', settings: httpSettingsSchema.parse({ url: base, allowPrivate: true, timeoutSeconds: 1, ...change }) },
    TOKEN,
    false,
  );
const reads = (parts: object): Reads => readsSchema.parse(parts);
const idsOf = async (parts: object, from: string | null = null): Promise<string[]> => {
  const column = { name: 'changed', type: 'instant', family: 'instant' as const };
  const ids: string[] = [];
  for await (const rows of driver().read({
    reads: reads(parts),
    columns: ['id'],
    cursor: { column, from, withEmpty: false, overlapSeconds: 0 },
  }))
    ids.push(...rows.map(({ cells }) => cells[0] ?? ''));
  return ids;
};
const ALL = ITEMS.map(({ id }) => String(id));

it('shows what it finds as columns, objects inside with dots, and lists of words as one cell', async () => {
  const { columns, rows } = await driver().preview(reads({ path: 'plain' }), 1);
  expect(columns.map(({ name, family }) => [name, family])).toEqual([
    ['id', 'number'],
    ['profile.city', 'text'],
    ['profile.tags', 'text'],
    ['changed', 'instant'],
  ]);
  expect(rows).toEqual([['1', 'Ulm', 'a;b', '2027-01-01T00:00:00Z']]);
});

it.each([
  ['by page', { path: '/pages', items: 'data.items', paging: { by: 'page', parameter: 'page' } }, 4],
  ['by offset', { path: '/offsets', paging: { by: 'offset', parameter: 'skip', size: 10 } }, 3],
  ['by a link', { path: '/links', items: 'items', paging: { by: 'link', path: 'links.next' } }, 3],
  ['by a mark', { path: '/marks', items: 'items', paging: { by: 'mark', path: 'next', parameter: 'after' } }, 3],
])('reads page after page %s', async (_, parts, calls) => {
  expect(await idsOf(parts)).toEqual(ALL);
  expect(asked).toHaveLength(calls);
});

it('asks from the cursor on, and leaves out by itself what is older where the interface gives it all the same', async () => {
  const from = '2027-01-01T00:00:20Z';
  expect(await idsOf({ path: 'plain', cursorParameter: 'since', parameters: { kind: 'member' } }, from)).toEqual(ALL.slice(20));
  expect(asked).toEqual([`/plain?kind=member&since=${encodeURIComponent(from)}`]);
  expect(await idsOf({ path: 'plain' }, from)).toEqual(ALL.slice(20));
});

it.each([
  ['none', '', {}],
  ['bearer', '', { authorization: `Bearer ${TOKEN}` }],
  ['basic', 'me', { authorization: `Basic ${Buffer.from(`me:${TOKEN}`).toString('base64')}` }],
  ['header', 'x-api-key', { 'x-api-key': TOKEN }],
] as const)('signs in by %s', async (auth, authName, sent) => {
  await driver({ auth, authName, headers: { 'x-tenant': 'shop' } }).test();
  expect(headers[0]).toMatchObject({ 'x-tenant': 'shop', ...sent });
});

it('signs in by a parameter', async () => {
  await driver({ auth: 'query', authName: 'key' }).test();
  expect(asked).toEqual(['/?key=the+token']);
});

it.each([
  ['/401', 'source_login'],
  ['/403', 'source_login'],
  ['/404', 'source_answer'],
  ['/429', 'source_busy'],
  ['/503', 'source_busy'],
  ['/moved', 'source_answer'],
  ['/broken', 'source_not_json'],
  ['/', 'source_no_items'],
  ['/hangs', 'source_timeout'],
  ['/dies', 'source_interrupted'],
])('says what is wrong with %s', async (path, code) => {
  await expect(driver().preview(reads({ path }), 1)).rejects.toMatchObject({ code, status: 422 });
});

it('takes the secret to no other host, and ends where the pages go in a circle', async () => {
  const paging = { by: 'link', path: 'next' };
  await expect(idsOf({ path: '/elsewhere', items: 'items', paging })).rejects.toMatchObject({ code: 'source_pages' });
  await expect(idsOf({ path: '/circle', items: 'items', paging })).rejects.toMatchObject({ code: 'source_pages' });
  await expect(idsOf({ path: 'http://elsewhere.example/' })).rejects.toMatchObject({ code: 'source_pages' });
  // an interface that does not know the parameter gives its first page for ever
  await expect(idsOf({ path: '/plain', paging: { by: 'page', parameter: 'page' } })).rejects.toMatchObject({ code: 'source_pages' });
});

it('does not go inside, unless it may', async () => {
  await expect(driver({ allowPrivate: false }).test()).rejects.toMatchObject({ code: 'address_refused' });
});

it('refuses an answer that is nested without an end', async () => {
  await expect(driver().preview(reads({ path: '/deep' }), 1)).rejects.toMatchObject({ code: 'source_not_json' });
});
