import 'reflect-metadata';
import { PublicLinks } from '@wayfare/channels';
import { type LaidJourney, layJourney, layMessages } from '@wayfare/channels/testing';
import { testServer } from '../testing/server.js';

const BROWSER = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0' };

describe('what people reach from a message', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let links: PublicLinks;
  let journey: LaidJourney;

  const touchOf = async (customerId: string) => {
    const [row] = await server.core.database.query<{ id: string }>('SELECT id FROM messages WHERE customer_id = $1', [customerId]);
    return { customerId, messageId: row?.id ?? '' };
  };
  const localPath = (url: string): string => new URL(url).pathname;
  const responses = (customerId: string) =>
    server.core.database.query('SELECT kind, machine, url FROM responses WHERE customer_id = $1 ORDER BY kind', [customerId]);

  beforeAll(async () => {
    server = await testServer();
    const { database, config, clock } = server.core;
    links = new PublicLinks({ publicUrl: 'https://mail.example', secret: config.secretKey });
    const connector = await server.services.connectors.createConnector({
      kind: 'smtp',
      name: 'mail',
      settings: { host: '127.0.0.1', port: 25, from: 'a@b.example' },
    });
    journey = await layJourney(database, { connectorId: connector.id, template: { channel: 'email', subject: 'Hi', text: 'Hi' } });
    await layMessages(database, journey, 1, 9, clock.now());
    await database.query("UPDATE messages SET state = 'sent', handed_at = $1, address = 'p' || customer_id || '@customers.example'", [
      new Date(clock.now().getTime() - 3_600_000),
    ]);
    await database.query("UPDATE customers SET locale = 'zh-CN' WHERE id = 4");
  }, 60_000);

  test('a tracked link leads on, and the click is written down first', async () => {
    const url = links.click({ touch: await touchOf('1'), slot: 0, url: 'https://shop.example/?a=1&b=雨' });
    const { status, headers } = await server.call('GET', localPath(url), { headers: BROWSER });
    expect([status, decodeURI(headers.get('location') ?? '')]).toEqual([302, 'https://shop.example/?a=1&b=雨']);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(await responses('1')).toEqual([expect.objectContaining({ kind: 'click', machine: false })]);
  });

  test('a link whose address was changed leads nowhere', async () => {
    const url = localPath(links.click({ touch: await touchOf('1'), slot: 0, url: 'https://shop.example/' }));
    for (const forged of [`${url.slice(0, -3)}xyz`, `${url}x`, url.replace('/t/c/', '/t/c/AAAA')]) {
      const { status, headers } = await server.call('GET', forged, { headers: BROWSER });
      expect([status, headers.get('location')]).toEqual([404, null]);
    }
  });

  test('a program that only asks where a link leads has not clicked', async () => {
    const url = links.click({ touch: await touchOf('2'), slot: 0, url: 'https://shop.example/' });
    expect((await server.call('HEAD', localPath(url), { headers: BROWSER })).status).toBe(302);
    expect(await responses('2')).toEqual([expect.objectContaining({ kind: 'click', machine: true })]);
  });

  test('the pixel is a picture that nobody keeps', async () => {
    const { status, headers } = await server.call('GET', localPath(links.open(await touchOf('3'))), { headers: BROWSER });
    expect([status, headers.get('content-type'), headers.get('cross-origin-resource-policy')]).toEqual([200, 'image/gif', 'cross-origin']);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(await responses('3')).toEqual([expect.objectContaining({ kind: 'open', machine: false })]);
  });

  test('looking at the page unsubscribes nobody; its button does, in the language of the customer', async () => {
    const path = localPath(links.unsubscribe(await touchOf('4')));
    const page = await server.call('GET', path, { headers: { 'accept-language': 'en' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('lang="zh-CN"');
    expect(page.text).toContain('p***@customers.example');
    expect(page.text).toContain('<form method="post">');
    expect(await responses('4')).toEqual([]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const done = await server.call('POST', path, { body: '', headers: form });
    expect([done.status, done.text.includes('已退订')]).toEqual([200, true]);
    expect(await responses('4')).toEqual([expect.objectContaining({ kind: 'unsubscribe' })]);
    expect((await server.call('GET', path)).text).toContain('已退订');
  });

  test('one click of a mail program unsubscribes (RFC 8058)', async () => {
    const path = localPath(links.unsubscribe(await touchOf('5')));
    const answer = await server.call('POST', path, {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(200);
    expect(await responses('5')).toEqual([expect.objectContaining({ kind: 'unsubscribe' })]);
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    expect((await server.call('POST', localPath(links.unsubscribe(await touchOf('6'))), { body: multipart })).status).toBe(200);
  });

  test('a broken link to unsubscribe says so on a page, in the language of the browser', async () => {
    const { status, text } = await server.call('GET', '/u/broken', { headers: { 'accept-language': 'zh-CN' } });
    expect([status, text.includes('链接无效')]).toEqual([404, true]);
    expect((await server.call('POST', '/u/broken', { headers: { 'accept-language': 'en' } })).text).toContain('This link does not work');
  });
});
