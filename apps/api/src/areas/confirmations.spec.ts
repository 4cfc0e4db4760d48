import 'reflect-metadata';
import { PublicLinks } from '@wayfare/channels';
import { type LaidJourney, layJourney } from '@wayfare/channels/testing';
import { testServer } from '../testing/server.js';

const DAY_MS = 86_400_000;

describe('consent that has to be confirmed', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let links: PublicLinks;
  let journey: LaidJourney;
  let admin: { authorization: string };
  let entry = 0;

  const call = (method: string, path: string, body?: unknown) =>
    server.call(method, `/api/v1${path}`, { headers: admin, ...(body ? { body } : {}) });
  const customer = async (id: string) => (await call('GET', `/customers/${id}`)).json;
  const signUp = async (externalId: string, consent: Record<string, boolean>) =>
    (
      await call('POST', '/customers', {
        externalId,
        email: `${externalId}@example.org`,
        locale: 'en',
        consent,
        consentProof: { form: 'footer' },
      })
    ).json.id;
  const told = (id: string) =>
    server.core.database.query("SELECT properties FROM events WHERE customer_id = $1 AND name = 'customer.consent_requested' ORDER BY id", [
      id,
    ]);
  /** The mail that asks, decided on `afterMs` from now by the clock; gives where its link leads. */
  const mail = async (id: string, afterMs = 0) => {
    entry += 1;
    const { core } = server;
    const [row] = await core.database.query<{ id: string }>(
      `INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before, address)
       SELECT $1, $2, $3, 'send', $4, 1, $5, 'email', 'sent', $6, $6, email FROM customers WHERE id = $1 RETURNING id`,
      [id, journey.journeyId, entry, journey.versionId, journey.connectorId, new Date(core.clock.now().getTime() + afterMs)],
    );
    return new URL(links.confirm({ customerId: id, messageId: row?.id ?? '' })).pathname;
  };

  beforeAll(async () => {
    server = await testServer();
    admin = await server.bearer('admin');
    const { database, config } = server.core;
    links = new PublicLinks({ publicUrl: 'https://mail.example', secret: config.secretKey });
    const settings = { host: '127.0.0.1', port: 25, from: 'a@b.example' };
    const connector = await server.services.connectors.createConnector({ kind: 'smtp', name: 'mail', settings });
    journey = await layJourney(database, { connectorId: connector.id, template: { channel: 'email', subject: 'Hi', text: 'Hi' } });
    await call('POST', '/purposes', { key: 'news', basis: 'agreement', names: { en: 'News', 'zh-CN': '资讯' } });
    expect((await call('PATCH', '/settings', { confirmConsent: ['email', 'email:news'] })).json.confirmConsent).toEqual([
      'email',
      'email:news',
    ]);
    expect((await call('PATCH', '/settings', { confirmConsent: ['sms'] })).status).toBe(400);
  }, 60_000);

  test('is none until then, is told to journeys, and only once an hour however often a form is sent', async () => {
    const id = await signUp('a', { 'email:news': true, sms: true });
    for (let times = 0; times < 3; times += 1) await signUp('a', { 'email:news': true });
    expect(await customer(id)).toMatchObject({ consent: { sms: true }, awaitedConsent: [{ channel: 'email:news' }] });
    expect(await told(id)).toEqual([{ properties: { channels: ['email:news'] } }]);
  });

  test('is confirmed by the button and by nothing else, with its proof in the ledger; a second press changes nothing', async () => {
    const id = await signUp('b', { email: true, 'email:news': true });
    const path = await mail(id);
    const asked = await server.call('GET', path);
    expect([asked.status, asked.text.includes('News'), asked.text.includes('b***@example.org')]).toEqual([200, true, true]);
    await server.call('HEAD', path);
    expect((await customer(id)).consent).toEqual({});
    const done = await server.call('POST', path);
    expect([done.status, done.text.includes('<form')]).toEqual([200, false]);
    expect(await customer(id)).toMatchObject({ consent: { email: true, 'email:news': true }, awaitedConsent: [] });
    const history = async () => (await call('GET', `/customers/${id}/consent`)).json.items;
    const first = await history();
    expect(first).toMatchObject([
      {
        channel: 'email',
        granted: true,
        source: 'confirmed',
        proof: { form: 'footer', address: 'b@example.org', confirmedFrom: '127.0.0.1' },
      },
      {
        channel: 'email:news',
        granted: true,
        source: 'confirmed',
        proof: { link: expect.stringMatching(/^[0-9a-f]{64}$/), askedAt: expect.any(String) },
      },
    ]);
    expect((await server.call('POST', path)).status).toBe(200);
    expect(await history()).toEqual(first);
    // what is held already is not asked for again
    await signUp('b', { email: true });
    expect((await customer(id)).awaitedConsent).toEqual([]);
  });

  test('is not waited for any more when they have refused it since, and a link of before brings nothing back', async () => {
    const id = await signUp('c', { email: true });
    const path = await mail(id);
    await call('PUT', `/customers/${id}/consent`, { consent: { email: false } });
    expect((await server.call('POST', path)).status).toBe(200);
    expect(await customer(id)).toMatchObject({ consent: { email: false }, awaitedConsent: [] });
    const confirmed = await signUp('d', { email: true });
    const link = await mail(confirmed);
    await server.call('POST', link);
    await call('PUT', `/customers/${confirmed}/consent`, { consent: { email: false } });
    await server.call('POST', link);
    expect((await customer(confirmed)).consent).toEqual({ email: false });
  });

  test('is not confirmed by a link that comes too late, went to another address, belongs to an earlier mail, or is not ours', async () => {
    const id = await signUp('e', { email: true });
    const early = await mail(id, -DAY_MS);
    const path = await mail(id);
    await server.call('POST', early);
    await server.core.database.query("UPDATE messages SET address = 'other@example.org' WHERE customer_id = $1", [id]);
    await server.call('POST', path);
    await server.core.database.query("UPDATE messages SET address = 'e@example.org' WHERE customer_id = $1", [id]);
    await server.core.database.query('UPDATE consent_requests SET expires_at = asked_at WHERE customer_id = $1', [id]);
    const late = await server.call('POST', path);
    expect([late.status, late.text.includes('<form')]).toEqual([200, false]);
    expect((await customer(id)).consent).toEqual({});
    expect((await server.call('POST', `${path}x`)).status).toBe(404);
  });

  test('is written at once where a colleague was told it, or nobody is asked', async () => {
    const id = await signUp('f', { sms: true });
    await call('PUT', `/customers/${id}/consent`, { consent: { email: true } });
    expect(await customer(id)).toMatchObject({ consent: { email: true, sms: true }, awaitedConsent: [] });
  });

  test('goes with who is erased', async () => {
    const id = await signUp('g', { email: true });
    const path = await mail(id);
    await server.services.engine.erase(id);
    expect(await server.core.database.query('SELECT FROM consent_requests WHERE customer_id = $1', [id])).toEqual([]);
    await server.call('POST', path);
    expect(await server.core.database.query('SELECT FROM consents WHERE customer_id = $1', [id])).toEqual([]);
  });
});
