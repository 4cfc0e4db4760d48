import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
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

/** A sink of five mails, which tells two at a time and knows nothing of cursors. */
const sink = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const offset = Number(searchParams.get('offset') ?? 0);
  const all = searchParams.has('to') ? [] : [5, 4, 3, 2, 1].map(mail);
  response.end(JSON.stringify({ items: all.slice(offset, offset + 2), total: all.length }));
});
await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => sink.close(resolve)));
const mailbox = new Mailbox(`http://127.0.0.1:${(sink.address() as AddressInfo).port}`);

describe('the mailbox', () => {
  it('tells every mail once, page after page', async () => {
    const told: string[] = [];
    let cursor: string | null = '0';
    while (cursor !== null) {
      const page: Awaited<ReturnType<Mailbox['mailbox']>> = await mailbox.mailbox({ cursor });
      told.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(told).toEqual(['5', '4', '3', '2', '1']);
  });

  it('takes an empty search for none', async () => {
    expect((await mailbox.mailbox({ to: '' })).total).toBe(5);
    expect(await mailbox.mailbox({ to: 'nobody@x.example' })).toEqual({ items: [], total: 0, next: null });
  });
});
