import { appendFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { testFolder, whenFileEnds } from '@wayfare/platform/testing';
import { createTransport } from 'nodemailer';
import { startSmtp } from './smtp.js';
import { Spool } from './spool.js';
import { startMailView } from './view.js';

const opened = async (folder = testFolder('mail')): Promise<Spool> => {
  const spool = await Spool.open(folder);
  whenFileEnds(() => spool.close().catch(() => undefined));
  return spool;
};
const raw = (subject: string): Buffer => Buffer.from(`Subject: ${subject}\r\nFrom: a@shop.example\r\n\r\nbody of ${subject}\r\n`);

describe('Spool', () => {
  it('keeps mails that come in at once apart', async () => {
    const spool = await opened();
    await Promise.all(Array.from({ length: 500 }, (_, at) => spool.add([`c${at % 100}@x.example`], raw(`mail ${at}`))));
    expect(spool.known.stats()).toEqual({ total: 500, recipients: 100, maxPerRecipient: 5 });
    for (const { offset, length, id } of spool.known.newest({ limit: 500 }).entries) {
      expect((await spool.read({ offset, length })).toString()).toBe(raw(`mail ${id}`).toString());
    }
  });

  it('finds the mails of one person whatever the case of the address, the newest first', async () => {
    const spool = await opened();
    for (const subject of ['first', 'second']) await spool.add(['Ann@X.example', 'bob@x.example'], raw(subject));
    const { entries, total } = spool.known.newest({ to: 'ann@x.EXAMPLE', limit: 1 });
    expect([total, entries.map(({ id }) => id)]).toEqual([2, [1]]);
  });

  it('knows its mails again after a restart, and drops what a crash has torn', async () => {
    const folder = testFolder('mail');
    const first = await opened(folder);
    await first.add(['a@x.example'], raw('whole'));
    await first.close();
    appendFileSync(path.join(folder, 'mails.spool'), 'Subject: half');
    appendFileSync(path.join(folder, 'mails.index'), '999\t50');
    const again = await opened(folder);
    await again.add(['a@x.example'], raw('after'));
    const { entries } = again.known.newest({ to: 'a@x.example', limit: 9 });
    expect(await Promise.all(entries.map(async (entry) => (await again.read(entry)).toString()))).toEqual([
      raw('after').toString(),
      raw('whole').toString(),
    ]);
    await again.close();
    const third = await opened(folder);
    expect(third.known.total).toBe(2);
  });

  it('is empty after it was cleared, on disk too', async () => {
    const folder = testFolder('mail');
    const spool = await opened(folder);
    await spool.add(['a@x.example'], raw('old'));
    await spool.clear();
    expect(statSync(path.join(folder, 'mails.spool')).size).toBe(0);
    await spool.add(['a@x.example'], raw('new'));
    expect(spool.known.stats()).toEqual({ total: 1, recipients: 1, maxPerRecipient: 1 });
    const [entry] = spool.known.newest({ limit: 1 }).entries;
    expect(entry && (await spool.read(entry)).toString()).toContain('Subject: new');
  });
});

describe('the mailbox', () => {
  it('takes a mail by SMTP and shows it by HTTP, with its headers, text and HTML', async () => {
    const spool = await opened();
    const [smtp, view] = [await startSmtp(spool), await startMailView(spool)];
    whenFileEnds(() => Promise.all([smtp.close(), view.close()]));
    const transport = createTransport({ host: '127.0.0.1', port: smtp.port, pool: true, maxConnections: 5 });
    const send = (to: string, subject: string) =>
      transport.sendMail({
        from: 'shop@shop.example',
        to,
        subject,
        text: '你好',
        html: '<b onclick="x">你好</b>',
        headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      });
    await Promise.all([send('a@x.example', '雨天'), send('b@x.example', 'b'), send('b@x.example', 'c')]);
    transport.close();

    const base = `http://127.0.0.1:${view.port}`;
    const of = async (route: string, init: RequestInit = {}): Promise<unknown> => (await fetch(base + route, init)).json();
    expect(await of('/stats')).toEqual({ total: 3, recipients: 2, maxPerRecipient: 2 });
    expect(await of('/messages?to=a@x.example')).toMatchObject({
      total: 1,
      items: [
        {
          from: 'shop@shop.example',
          to: 'a@x.example',
          subject: '雨天',
          text: '你好',
          html: '<b onclick="x">你好</b>\n',
          headers: { 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' },
        },
      ],
    });
    expect(await of('/messages?limit=5&before=1')).toMatchObject({ total: 3, items: [{ id: '0' }] });
    expect(await of('/messages?to=B@x.example&limit=1&before=2')).toMatchObject({ total: 2, items: [{ to: 'b@x.example' }] });
    expect(await of('/messages?before=0')).toMatchObject({ total: 3, items: [] });
    expect(await (await fetch(`${base}/`)).text()).toContain('本机收件箱');
    const page = await fetch(`${base}/messages/0`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${base}/messages/99`)).status).toBe(404);
    await of('/messages', { method: 'DELETE' });
    expect(await of('/stats')).toEqual({ total: 0, recipients: 0, maxPerRecipient: 0 });
  });
});
