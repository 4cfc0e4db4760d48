import 'reflect-metadata';
import { PublicLinks } from '@wayfare/channels';
import { type LaidJourney, layJourney, layMessages } from '@wayfare/channels/testing';
import { testServer } from '../testing/server.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('the page on which customers say what they agree to', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let links: PublicLinks;
  let journey: LaidJourney;
  let admin: { authorization: string };

  /** A link in a message that went out a minute ago. */
  const pathFor = async (customerId: string): Promise<string> => {
    const [row] = await server.core.database.query<{ id: string }>('SELECT id FROM messages WHERE customer_id = $1', [customerId]);
    return new URL(
      links.preferences({ touch: { customerId, messageId: row?.id ?? '0' }, madeAt: new Date(server.core.clock.now().getTime() - 60_000) }),
    ).pathname;
  };
  const send = (path: string, fields: Record<string, string>) =>
    server.call('POST', path, { body: new URLSearchParams({ shown: 'email profiling sharing', ...fields }).toString(), headers: FORM });
  const historyOf = async (id: string) => (await server.call('GET', `/api/v1/customers/${id}/consent`, { headers: admin })).json.items;
  const suppressionsOf = (id: string) =>
    server.core.database.query('SELECT channel, reason, source, until IS NOT NULL AS ends FROM suppressions WHERE customer_id = $1', [id]);

  beforeAll(async () => {
    server = await testServer();
    admin = await server.bearer('admin');
    const { database, config, clock } = server.core;
    links = new PublicLinks({ publicUrl: 'https://mail.example', secret: config.secretKey });
    const settings = { host: '127.0.0.1', port: 25, from: 'a@b.example' };
    const connector = await server.services.connectors.createConnector({ kind: 'smtp', name: 'mail', settings });
    journey = await layJourney(database, { connectorId: connector.id, template: { channel: 'email', subject: 'Hi', text: 'Hi' } });
    await layMessages(database, journey, 1, 9, clock.now());
    await database.query("UPDATE messages SET state = 'sent', handed_at = $1", [clock.now()]);
    await database.query("UPDATE customers SET locale = 'zh-CN' WHERE id = 1");
    await database.query("UPDATE customers SET locale = 'en' WHERE id > 1");
  }, 60_000);

  test('speaks their language, needs no script, says nothing whole of their address, and looking at it changes nothing', async () => {
    for (const [id, lang, title] of [
      ['1', 'zh-CN', '您的偏好设置'],
      ['2', 'en', 'Your choices'],
    ] as const) {
      const { status, text, headers } = await server.call('GET', await pathFor(id));
      expect([status, text.includes(`lang="${lang}"`), text.includes(title), text.includes('<script')]).toEqual([200, true, true, false]);
      expect(headers.get('cache-control')).toContain('no-store');
      expect(text).toMatch(/name="on\.email" checked/);
      expect(text).toMatch(/\*\*\*@/);
      expect(await historyOf(id)).toHaveLength(1);
    }
  });

  test('a box unticked takes consent back, stops what waits and is on record with what was read; ticked again it counts again', async () => {
    const path = await pathFor('3');
    const off = await send(path, { act: 'save', 'on.sharing': 'on' });
    expect([off.status, off.text.includes('role="status"'), /name="on\.email">/.test(off.text)]).toEqual([200, true, true]);
    expect(await suppressionsOf('3')).toEqual([{ channel: 'email', reason: 'unsubscribed', source: 'link', ends: false }]);
    const [latest] = await historyOf('3');
    expect(latest).toMatchObject({ source: 'preferences', granted: false, proof: { form: 'preferences', version: '1', ip: '127.0.0.1' } });
    expect(latest.proof.text).toContain('☐ E-mail');
    expect(
      (await historyOf('3'))
        .filter(({ holds }: { holds: boolean }) => holds)
        .map(({ channel, granted }: { channel: string; granted: boolean }) => [channel, granted]),
    ).toEqual([
      ['email', false],
      ['profiling', false],
    ]);
    expect(await server.core.database.query('SELECT kind FROM responses WHERE customer_id = 3')).toEqual([{ kind: 'unsubscribe' }]);

    const on = await send(path, { act: 'save', 'on.email': 'on', 'on.profiling': 'on', 'on.sharing': 'on' });
    expect(on.text).toMatch(/name="on\.email" checked/);
    expect(await suppressionsOf('3')).toEqual([]);
    expect((await server.call('GET', '/api/v1/customers/3', { headers: admin })).json.consent).toEqual({ email: true, profiling: true });
  });

  test('what the form did not show stays as it is', async () => {
    await send(await pathFor('4'), { act: 'save', shown: 'profiling', 'on.profiling': 'on' });
    expect(await historyOf('4')).toHaveLength(1);
  });

  test('a break leaves their addresses alone for 30 days and ends by itself', async () => {
    const path = await pathFor('5');
    const page = await send(path, { act: 'pause' });
    expect(page.text).toContain('You hear nothing from us until');
    expect(await suppressionsOf('5')).toEqual([{ channel: 'email', reason: 'suppressed', source: 'pause', ends: true }]);
    const { database, clock } = server.core;
    await database.query('UPDATE suppressions SET until = $1 WHERE customer_id = 5', [clock.now()]);
    await server.services.suppressions.endPauses();
    expect(await suppressionsOf('5')).toEqual([]);
    await send(path, { act: 'pause' });
    expect((await send(path, { act: 'resume' })).text).toContain('Your break has ended');
    expect(await suppressionsOf('5')).toEqual([]);
  });

  test('who unsubscribes during a break stays unsubscribed when it ends', async () => {
    const path = await pathFor('6');
    await send(path, { act: 'pause' });
    await send(path, { act: 'leave', reason: 'too_many' });
    const { clock } = server.core;
    await server.core.database.query('UPDATE suppressions SET until = $1 WHERE until IS NOT NULL', [clock.now()]);
    await server.services.suppressions.endPauses();
    expect(await suppressionsOf('6')).toEqual([expect.objectContaining({ reason: 'unsubscribed', ends: false })]);
    expect((await historyOf('6'))[0]).toMatchObject({ granted: false, proof: { note: 'too_many' } });
  });

  test('a link that was called back leads nowhere, one made afterwards does', async () => {
    const path = await pathFor('7');
    expect((await server.call('DELETE', '/api/v1/customers/7/preferences-link', { headers: admin })).status).toBe(204);
    expect((await server.call('GET', path)).status).toBe(410);
    expect((await send(path, { act: 'leave' })).status).toBe(410);
    const made = await server.call('POST', '/api/v1/customers/7/preferences-link', { headers: admin });
    const page = await server.call('GET', new URL(made.json.url).pathname);
    const [own] = await server.core.database.query<{ email: string }>('SELECT email FROM customers WHERE id = 7');
    expect([page.status, page.text.includes(`${own?.email[0]}***@${own?.email.split('@')[1]}`)]).toEqual([200, true]);
  });

  test('a link that we did not make, another kind of token, and one of somebody erased lead nowhere', async () => {
    const path = await pathFor('8');
    await server.services.engine.erase('8');
    expect((await server.call('GET', path)).status).toBe(410);
    const other = links.unsubscribe({ customerId: '9', messageId: '1' }).replace(/^.*\/u\//, '/p/');
    for (const wrong of ['/p/x.y', `${await pathFor('9')}x`, other]) expect((await server.call('GET', wrong)).status).toBe(404);
  });

  test('a form of anybody else’s making says nothing', async () => {
    const path = await pathFor('9');
    for (const fields of [{}, { act: 'everything' }, { act: ['leave'] as unknown as string, reason: '<b>' }])
      expect((await send(path, fields)).status).toBe(200);
    expect(await historyOf('9')).toHaveLength(1);
  });
});

describe('what messages are for', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let admin: { authorization: string };
  beforeAll(async () => {
    server = await testServer();
    admin = await server.bearer('admin');
  }, 60_000);
  const call = (method: string, path: string, body?: unknown, headers = admin) =>
    server.call(method, `/api/v1${path}`, { headers, ...(body ? { body } : {}) });
  const add = (key: string, basis: string, name: string) =>
    call('POST', '/purposes', {
      key,
      basis,
      names: { en: name, 'zh-CN': `${name}（中文）` },
      details: { en: `About ${name}.`, 'zh-CN': '' },
    });

  test('is the workspace’s own list, whose keys and bases stay, each change on record', async () => {
    expect((await add('news', 'agreement', 'News')).json).toEqual({
      ...{ key: 'news', basis: 'agreement', isArchived: false },
      ...{ names: { en: 'News', 'zh-CN': 'News（中文）' }, details: { en: 'About News.', 'zh-CN': '' } },
    });
    await add('offers', 'objection', 'Offers');
    await add('invoices', 'service', 'Invoices');
    expect((await add('news', 'objection', 'Again')).json).toMatchObject({ status: 409, code: 'purpose_exists' });
    expect((await add('No Key', 'objection', 'Bad')).json.errors).toMatchObject([{ path: 'key' }]);
    expect((await call('PATCH', '/purposes/news', { basis: 'service' })).status).toBe(400);
    const words = { names: { en: 'Letter', 'zh-CN': '来信' } };
    expect((await call('PATCH', '/purposes/news', words)).json).toMatchObject({ key: 'news', basis: 'agreement', ...words });
    expect((await call('PATCH', '/purposes/none', words)).status).toBe(404);
    expect((await call('POST', '/purposes', {}, await server.bearer('manager'))).status).toBe(403);
    const { items } = (await call('GET', '/purposes', undefined, await server.bearer('reviewer'))).json;
    expect(items.map(({ key }: { key: string }) => key)).toEqual(['news', 'offers', 'invoices']);
    expect((await call('GET', '/audit?kind=purpose')).json.items).toHaveLength(4);
  });

  test('is answered one by one on the page of choices, and from a message; service is nobody’s choice', async () => {
    const { id } = (await call('POST', '/customers', { externalId: 'p', email: 'p@example.org', locale: 'en', consent: { email: true } }))
      .json;
    const { url } = (await call('POST', `/customers/${id}/preferences-link`)).json;
    const path = new URL(url).pathname;
    const page = await server.call('GET', path);
    expect(page.text).toMatch(/name="on\.email" checked/);
    expect(page.text).toMatch(/name="on\.email:news">/);
    expect(page.text).toMatch(/name="on\.email:offers" checked/);
    expect(page.text).toContain('About Offers.');
    expect(page.text).not.toContain('Invoices');
    const save = async (...on: string[]) => {
      const shown = 'email email:news email:offers profiling sharing';
      const fields = Object.fromEntries([...on, 'profiling', 'sharing'].map((key) => [`on.${key}`, 'on']));
      await server.call('POST', path, { body: new URLSearchParams({ act: 'save', shown, ...fields }).toString(), headers: FORM });
      return (await call('GET', `/customers/${id}`)).json.consent;
    };
    expect(await save('email', 'email:offers')).toEqual({ email: true });
    expect(await save('email', 'email:news')).toEqual({ email: true, 'email:news': true, 'email:offers': false });
    expect((await call('GET', `/customers/${id}/consent`)).json.items[0].proof.text).toContain(
      '☑ Letter: About News.\n☐ Offers: About Offers.',
    );
    expect(await server.core.database.query('SELECT FROM suppressions WHERE customer_id = $1', [id])).toEqual([]);
    // the channel comes first: who gives it up is asked about nothing else by it
    expect(await save('email:news')).toEqual({ email: false, 'email:news': true, 'email:offers': false });
    expect((await server.call('GET', path)).text).not.toContain('email:news');
  });
});

describe('addresses that are not written to', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let admin: { authorization: string };
  beforeAll(async () => {
    server = await testServer();
    admin = await server.bearer('admin');
  }, 60_000);
  const call = (method: string, path: string, body?: unknown) =>
    server.call(method, `/api/v1${path}`, { headers: admin, ...(body ? { body } : {}) });

  test('are added for who has them and who will, found, and lifted with a reason', async () => {
    await call('POST', '/customers', { externalId: 'a', email: 'Ann@example.org', consent: { email: true } });
    const added = await call('POST', '/suppressions', {
      channel: 'email',
      addresses: ['ann@example.org', 'new@example.org ', 'nobody'],
      note: 'complained',
    });
    expect(added.json).toEqual({ added: 2, already: 0, refused: ['nobody'] });
    expect((await call('POST', '/suppressions', { channel: 'email', addresses: ['ANN@example.org'], note: 'again' })).json).toMatchObject({
      added: 0,
      already: 1,
    });
    const found = await call('GET', '/suppressions?query=ann');
    expect(found.json.items).toEqual([
      expect.objectContaining({
        address: 'Ann@example.org',
        reason: 'suppressed',
        source: 'person',
        note: 'complained',
        customerId: expect.any(String),
      }),
    ]);
    expect((await call('GET', '/suppressions')).json.items).toHaveLength(2);
    const lift = { channel: 'email', address: 'Ann@example.org', note: 'asked us to write again' };
    expect((await call('POST', '/suppressions/lift', lift)).status).toBe(204);
    expect((await call('POST', '/suppressions/lift', lift)).status).toBe(404);
    expect((await call('GET', '/suppressions')).json.items.map(({ address }: { address: string }) => address)).toEqual(['new@example.org']);
    const trail = (await call('GET', '/audit?kind=suppression')).json.items;
    expect(trail[0]).toMatchObject({
      action: 'deleted',
      before: { address: 'A***@example.org' },
      after: { note: 'asked us to write again' },
    });
  });
});
