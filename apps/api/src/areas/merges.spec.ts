import 'reflect-metadata';
import { PublicLinks } from '@wayfare/channels';
import { layJourney, layMessages } from '@wayfare/channels/testing';
import { testServer } from '../testing/server.js';

describe('customers who are one person', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let headers: { authorization: string };

  beforeAll(async () => {
    server = await testServer();
    headers = await server.bearer('manager');
  }, 60_000);

  const call = async (method: string, path: string, body?: unknown) =>
    server.call(method, `/api/v1${path}`, { headers, ...(body ? { body } : {}) });
  const make = async (body: object): Promise<string> => (await call('POST', '/customers', body)).json.id;
  const visit = async (customer: object, id: string) =>
    (await call('POST', '/events', { events: [{ id, customer, name: 'visit', occurredAt: '2020-01-01T00:00:00Z' }] })).json;

  test('are merged, found under every name that they had, and two again when that is undone', async () => {
    const keep = await make({ externalId: 'keep', email: 'keep@x.example', attributes: { city: 'a' } });
    const merge = await make({ externalId: 'merge', email: 'merge@x.example', attributes: { city: 'b', size: 4 } });
    const { status, json: made } = await call('POST', '/merges', { keep, merge });
    expect(status).toBe(201);
    expect(made).toMatchObject({ kept: { id: keep }, merged: { id: merge, externalId: 'merge' }, rule: 'person', undoneAt: null });
    expect(made.lost).toContainEqual({ name: 'city', value: 'a', of: keep });
    for (const customer of [{ id: merge }, { externalId: 'merge' }, { email: 'merge@x.example' }])
      expect(await visit(customer, JSON.stringify(customer))).toMatchObject({ accepted: 1, rejected: [] });
    expect((await call('GET', `/customers/${merge}`)).json).toMatchObject({
      id: keep,
      externalId: 'keep',
      attributes: { city: 'b', size: 4 },
    });
    expect(await make({ externalId: 'merge', locale: 'en' })).toBe(keep);
    expect((await call('GET', `/merges?customer=${keep}`)).json.items).toMatchObject([{ id: made.id }]);
    expect((await call('GET', '/customers?query=merge')).json.items).toMatchObject([{ id: keep }]);

    expect((await call('POST', `/merges/${made.id}/undo`)).json).toMatchObject({ id: made.id, undoneAt: expect.any(String) });
    expect((await call('GET', `/customers/${merge}`)).json).toMatchObject({
      id: merge,
      externalId: 'merge',
      attributes: { city: 'b', size: 4 },
    });
    expect((await call('GET', `/customers/${keep}`)).json).toMatchObject({ attributes: { city: 'a' } });
    expect(await make({ externalId: 'merge' })).toBe(merge);
    expect((await call('POST', `/merges/${made.id}/undo`)).status).toBe(404);
  });

  test('are refused where one of them is nobody', async () => {
    const keep = await make({ externalId: 'alone' });
    expect((await call('POST', '/merges', { keep, merge: '424242' })).status).toBe(404);
    expect((await call('POST', '/merges', { keep, merge: keep })).status).toBe(400);
    expect((await call('GET', '/merges?cursor=x')).status).toBe(400);
    expect((await call('GET', '/possible-duplicates?cursor=x')).status).toBe(400);
  });

  test('are undone from the last merge to the first', async () => {
    const [a, b, c] = [await make({ externalId: 'ua' }), await make({ externalId: 'ub' }), await make({ externalId: 'uc' })];
    const first = (await call('POST', '/merges', { keep: b, merge: a })).json.id;
    const second = (await call('POST', '/merges', { keep: c, merge: b })).json.id;
    expect((await call('GET', `/customers/${a}`)).json.id).toBe(c);
    const early = await call('POST', `/merges/${first}/undo`);
    expect([early.status, early.json.code]).toEqual([409, 'merge_not_last']);
    for (const id of [second, first]) expect((await call('POST', `/merges/${id}/undo`)).status).toBe(200);
    expect((await call('GET', `/customers/${a}`)).json).toMatchObject({ id: a, externalId: 'ua' });
  });

  test('are found by a link in a message of either, before and after', async () => {
    const { database, config, clock } = server.core;
    const links = new PublicLinks({ publicUrl: 'https://mail.example', secret: config.secretKey });
    const connector = await server.services.connectors.createConnector({
      kind: 'smtp',
      name: 'mail',
      settings: { host: '127.0.0.1', port: 25, from: 'a@b.example' },
    });
    const journey = await layJourney(database, { connectorId: connector.id, template: { channel: 'email', subject: 'Hi', text: 'Hi' } });
    await layMessages(database, journey, 9001, 9002, clock.now());
    await database.query(
      `WITH c AS (
         INSERT INTO cohorts (journey_id, version_id, node_id, state, size, entered_at, arrived_at)
         SELECT DISTINCT journey_id, version_id, node_id, 'exited', 2, $1::timestamptz, $1::timestamptz FROM messages RETURNING id
       )
       INSERT INTO enrollments (customer_id, journey_id, entry_no, cohort_id) SELECT DISTINCT m.customer_id, m.journey_id, m.entry_no, c.id FROM messages m, c
       ON CONFLICT DO NOTHING`,
      [clock.now()],
    );
    await database.query(`UPDATE messages SET state = 'sent', handed_at = $1`, [new Date(clock.now().getTime() - 3_600_000)]);
    const [message] = await database.query<{ id: string }>('SELECT id FROM messages WHERE customer_id = 9002');
    const open = (customerId: string) =>
      server.call(
        'GET',
        new URL(links.click({ touch: { customerId, messageId: message?.id ?? '' }, slot: 0, url: 'https://shop.example/' })).pathname,
        {
          headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0' },
        },
      );
    const whose = () =>
      database.query(`SELECT customer_id AS id, detail->>'count' AS count FROM responses WHERE message_id = $1`, [message?.id]);
    const { id } = (await call('POST', '/merges', { keep: '9001', merge: '9002' })).json;
    expect((await open('9002')).status).toBe(302);
    expect(await whose()).toEqual([{ id: '9001', count: '1' }]);
    await call('POST', `/merges/${id}/undo`);
    expect((await open('9001')).status).toBe(302);
    expect(await whose()).toEqual([{ id: '9002', count: '2' }]);
  });

  test('are forgotten together', async () => {
    const keep = await make({ externalId: 'qx-keep', email: 'qx-keep@x.example', attributes: { name: 'qx-one' } });
    const merge = await make({ externalId: 'qx-merge', email: 'qx-merge@x.example', attributes: { name: 'qx-two' } });
    await call('POST', '/merges', { keep, merge });
    await server.services.engine.erase(keep);
    const { database } = server.core;
    for (const table of ['customers', 'identities', 'merges', 'merge_rows', 'possible_duplicates', 'audit', 'events']) {
      const rows = await database.query<{ row: string }>(`SELECT ${table}::text AS row FROM ${table}`);
      expect({ table, found: rows.filter(({ row }) => row.includes('qx-')) }).toEqual({ table, found: [] });
    }
    expect((await call('GET', `/customers/${merge}`)).status).toBe(410);
  });
});
