import { createServer } from 'node:http';
import { freePort, listen } from '@wayfare/platform';
import { whenFileEnds } from '@wayfare/platform/testing';
import { testServer } from '../testing/server.js';
import { Mailbox } from './mailbox.js';

const mail = (id: number) => ({
  id: String(id),
  from: 'shop@x.example',
  to: 'ann@y.example',
  subject: `Mail ${id}`,
  headers: {},
  text: '',
  html: '',
  receivedAt: '2026-03-01T00:00:00.000Z',
});

/** A sink as the standalone app's: the newest first, before an id. */
let newest = 119;
let broken = false;
const sink = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const before = Number(searchParams.get('before') ?? newest + 1);
  const all = searchParams.has('to') ? [] : Array.from({ length: newest + 1 }, (_, id) => id).reverse();
  const items = all.filter((id) => id < before).slice(0, Number(searchParams.get('limit')));
  response.writeHead(broken ? 500 : 200).end(JSON.stringify({ items: items.map(mail), total: all.length }));
});
const port = await listen(sink, 0, '127.0.0.1');
whenFileEnds(() => new Promise((resolve) => sink.close(resolve)));
const address = `http://127.0.0.1:${port}`;
const server = await testServer({}, address);
const look = async (query = ''): Promise<Awaited<ReturnType<typeof server.call>>> =>
  server.call('GET', `/api/v1/mailbox${query}`, { headers: await server.bearer('manager') });

describe('the mailbox', () => {
  it('tells every mail once, page after page, though others come in between', async () => {
    const told: string[] = [];
    let query = '';
    do {
      const { status, json } = await look(query);
      expect(status).toBe(200);
      told.push(...json.items.map(({ id }: { id: string }) => id));
      query = json.next === null ? '' : `?cursor=${json.next}`;
      newest += 7;
    } while (query !== '');
    expect(told).toEqual(Array.from({ length: 120 }, (_, at) => String(119 - at)));
  });

  it('takes an empty search for none, and no cursor that is not its own', async () => {
    expect((await look('?to=')).json.total).toBe(newest + 1);
    expect((await look('?to=nobody@x.example')).json).toEqual({ items: [], total: 0, next: null });
    expect(await look('?cursor=x')).toMatchObject({ status: 400, json: { errors: [{ path: 'cursor', code: 'bad_cursor' }] } });
  });

  it('is for those who build, and says so where it is away or was never there', async () => {
    const reviewer = await server.call('GET', '/api/v1/mailbox', { headers: await server.bearer('reviewer') });
    expect(reviewer.status).toBe(403);
    broken = true;
    expect(await look()).toMatchObject({ status: 503, json: { code: 'mailbox_unavailable' } });
    broken = false;
    await expect(new Mailbox(`http://127.0.0.1:${await freePort()}`).mailbox({})).rejects.toMatchObject({ code: 'mailbox_unavailable' });
    await expect(new Mailbox(null).mailbox({})).rejects.toMatchObject({ status: 404, code: 'no_mailbox' });
  });
});
