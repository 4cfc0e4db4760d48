import { actingAs, freePort } from '@wayfare/platform';
import { testDatabase, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, WORLD_BEGINS } from '../testing/world.js';
import { startHook, startSink } from '../testing.js';

const database = await testDatabase();
const clock = new StandingClock(WORLD_BEGINS);
const events = { appendEvents: async () => ({ batchId: null, accepted: 0, duplicates: 0 }), announce: async () => undefined };
const { connectors, dispatcher, added } = openChannels(database, clock, { events });
whenFileEnds(() => dispatcher.close());
const sink = await startSink();
whenFileEnds(() => sink.close());

const SETTINGS = { host: '127.0.0.1', port: sink.port, from: 'Café <hi@coffee.example>' };
const create = (parts: object = {}) => connectors.createConnector({ kind: 'smtp', name: 'Mail', settings: SETTINGS, ...parts });
const find = async (id: string) => (await connectors.connectors()).items.find((connector) => connector.id === id);
beforeEach(async () => {
  await database.query('TRUNCATE connectors, journeys, messages CASCADE');
  added.length = 0;
});

describe('settings', () => {
  it('are completed with what is usual', async () => {
    expect((await create()).settings).toEqual({
      ...SETTINGS,
      secure: false,
      requireTls: false,
      verifyCertificate: true,
      ratePerSecond: null,
      connections: 10,
      atLeastOnce: false,
    });
  });

  it.each([
    [{ port: 0 }, 'settings.port'],
    [{ host: 'a b' }, 'settings.host'],
    [{ from: 'nobody' }, 'settings.from'],
    [{ from: 'a@b.example, c@d.example' }, 'settings.from'],
    [{ from: 'a@b.example\r\nBcc: x@y.example' }, 'settings.from'],
    [{ connections: 1000 }, 'settings.connections'],
    [{ ratePerSecond: 0 }, 'settings.ratePerSecond'],
    [{ hots: 'typo' }, 'settings.hots'],
  ])('that do not hold are refused by name: %j', async (change, path) => {
    const refusal = await create({ settings: { ...SETTINGS, ...change } }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'invalid', status: 400, detail: { fields: [expect.objectContaining({ path })] } });
  });

  it.each(['ftp://x.example/', 'nonsense'])('of a webhook name an http address, not %s', async (url) => {
    await expect(connectors.createConnector({ kind: 'webhook', name: 'Hook', settings: { url } })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('secrets', () => {
  it('are stored sealed and never shown; only their names are', async () => {
    const { id, ...shown } = await create({ secrets: { user: 'me', password: 'pässwörd' } });
    expect(shown.secretsSet).toEqual(['user', 'password']);
    expect(JSON.stringify(await connectors.connectors())).not.toContain('pässwörd');
    const rows = await database.query<{ secrets: string }>('SELECT secrets FROM connectors WHERE id = $1', [id]);
    expect(rows[0]?.secrets).toMatch(/^v1\./);
    expect(JSON.stringify(await database.query('SELECT * FROM audit'))).not.toContain('pässwörd');
  });

  it('stay when they are left out, and go when they are emptied', async () => {
    const { id } = await create({ secrets: { user: 'me', password: 'one' } });
    expect((await connectors.changeConnector(id, { name: 'Other' })).secretsSet).toEqual(['user', 'password']);
    expect((await connectors.changeConnector(id, { secrets: { password: '' } })).secretsSet).toEqual(['user']);
  });

  it('of another kind are refused by name', async () => {
    await expect(create({ secrets: { signingKey: 'x' } })).rejects.toMatchObject({ detail: { fields: [{ path: 'secrets.signingKey' }] } });
  });
});

describe('the default of a channel', () => {
  it('is the first, until another one is chosen; there is never a second', async () => {
    const first = await create();
    const second = await create();
    expect([first.isDefault, second.isDefault]).toEqual([true, false]);
    await connectors.changeConnector(second.id, { isDefault: true });
    expect([(await find(first.id))?.isDefault, (await find(second.id))?.isDefault]).toEqual([false, true]);
  });

  it('is each channel for itself', async () => {
    await create();
    expect(await connectors.createConnector({ kind: 'webhook', name: 'Hook', settings: { url: 'https://hook.example/' } })).toMatchObject({
      channel: 'webhook',
      isDefault: true,
    });
  });
});

describe('whether a connector works', () => {
  it('is not known before it has handed something over as it is set up now', async () => {
    const { id } = await create();
    expect(await find(id)).toMatchObject({ proven: false });
    await connectors.testConnector(id, { to: 'tester@example.com' });
    expect(await find(id)).toMatchObject({ proven: true });
    await connectors.changeConnector(id, { name: 'Another name' });
    expect(await find(id)).toMatchObject({ proven: true });
    await connectors.changeConnector(id, { settings: { ...SETTINGS, connections: 3 } });
    expect(await find(id)).toMatchObject({ proven: false });
  });
});

describe('a test', () => {
  it('has a real conversation and sends one mail', async () => {
    const { id } = await create();
    expect(await connectors.testConnector(id, { to: 'tester@example.com' })).toMatchObject({ ok: true, milliseconds: expect.any(Number) });
    const [mail] = sink.to('tester@example.com');
    if (!mail) throw new Error('nothing arrived');
    expect((await sink.read(mail)).subject).toBe('Wayfare 测试邮件');
  });

  it('that fails says what the provider said', async () => {
    const { id } = await create({ settings: { ...SETTINGS, port: await freePort() } });
    expect(await connectors.testConnector(id, { to: 'tester@example.com' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('that succeeds ends the rest that a provider was given', async () => {
    const { id } = await create();
    await database.query("UPDATE connector_pace SET failures = 5, retry_at = $2::timestamptz + interval '1 hour' WHERE connector_id = $1", [
      id,
      clock.now(),
    ]);
    await connectors.testConnector(id, { to: 'tester@example.com' });
    expect(await database.query('SELECT failures, retry_at FROM connector_pace WHERE connector_id = $1', [id])).toEqual([
      { failures: 0, retry_at: null },
    ]);
    expect(added.map((job) => job.data)).toContainEqual({ connectorId: id, slot: 0 });
  });

  it('calls a webhook', async () => {
    const hook = await startHook();
    whenFileEnds(() => hook.close());
    const { id } = await connectors.createConnector({
      kind: 'webhook',
      name: 'Hook',
      settings: { url: hook.url, allowPrivate: true },
      secrets: { signingKey: 'k' },
    });
    expect(await connectors.testConnector(id, { to: 'x' })).toMatchObject({ ok: true });
    expect(JSON.parse(hook.calls[0]?.body ?? '')).toMatchObject({ test: true });
    expect(hook.calls[0]?.headers['wayfare-signature']).toBeDefined();
  });
});

describe('deleting', () => {
  it('is refused while a live journey sends through it, and names the journey', async () => {
    const { id } = await create();
    const journey = await layJourney(database, { connectorId: id, template: { subject: 'x', text: 'x' }, name: 'Spring' });
    await expect(connectors.deleteConnector(id)).rejects.toMatchObject({
      code: 'connector_in_use',
      status: 409,
      message: expect.stringContaining('Spring'),
    });
    await database.query("UPDATE journeys SET state = 'stopped' WHERE id = $1", [journey.journeyId]);
    await connectors.deleteConnector(id);
    expect(await find(id)).toBeUndefined();
  });

  it('is refused while messages wait for it', async () => {
    const { id } = await create();
    const journey = await layJourney(database, { connectorId: id, template: { subject: 'x', text: 'x' } });
    await layMessages(database, journey, 1, 1);
    await database.query("UPDATE journeys SET state = 'finished' WHERE id = $1", [journey.journeyId]);
    await expect(connectors.deleteConnector(id)).rejects.toMatchObject({ code: 'connector_in_use' });
  });
});

it('a paused connector sends nothing, and goes on when it is resumed', async () => {
  const { id } = await create();
  const journey = await layJourney(database, { connectorId: id, template: { subject: 'x', text: 'x' } });
  await layMessages(database, journey, 1, 3);
  await database.query(
    "UPDATE messages SET state = 'sending', lease_by = 'run', lease_until = clock_timestamp() + interval '1 minute' WHERE customer_id = 1",
  );
  await connectors.changeConnector(id, { paused: true });
  expect(await database.query("SELECT FROM messages WHERE state = 'queued'")).toHaveLength(3);
  await dispatcher.run({ connectorId: id, slot: 0 });
  expect(await dispatcher.due(clock.now())).toEqual([]);
  added.length = 0;
  await connectors.changeConnector(id, { paused: false });
  expect(added).toHaveLength(1);
  await dispatcher.run({ connectorId: id, slot: 0 });
  expect(await database.query("SELECT FROM messages WHERE state = 'sent'")).toHaveLength(3);
});

describe("the standalone app's own mailbox", () => {
  it('is connected once, follows its port, and leaves what an admin chose as it is', async () => {
    await connectors.ensureDefaultSmtp('smtp://127.0.0.1:2525', 'Wayfare <hi@wayfare.example>');
    const [first] = (await connectors.connectors()).items;
    expect(first).toMatchObject({ isDefault: true, settings: { host: '127.0.0.1', port: 2525, from: 'Wayfare <hi@wayfare.example>' } });
    expect(first?.settings).not.toHaveProperty('builtIn');
    const own = await create({ isDefault: true });
    await connectors.changeConnector(first?.id ?? '', { settings: { ...first?.settings, from: 'Me <me@wayfare.example>' } });
    await connectors.ensureDefaultSmtp('smtp://127.0.0.1:2626', 'Wayfare <hi@wayfare.example>');
    expect((await connectors.connectors()).items).toHaveLength(2);
    expect(await find(own.id)).toMatchObject({ isDefault: true });
    expect(await find(first?.id ?? '')).toMatchObject({ isDefault: false, settings: { port: 2626, from: 'Me <me@wayfare.example>' } });
  });
});

it('every change is in the audit trail, with who made it', async () => {
  await database.query('DELETE FROM audit');
  await actingAs('user:1', async () => {
    const { id } = await create();
    await connectors.changeConnector(id, { name: 'Other' });
    await connectors.deleteConnector(id);
  });
  expect(await database.query('SELECT actor, action, object_kind FROM audit ORDER BY id')).toEqual(
    ['created', 'updated', 'deleted'].map((action) => ({ actor: 'user:1', action, object_kind: 'connector' })),
  );
});

it('what is not there is not found', async () => {
  await expect(connectors.deleteConnector('999')).rejects.toMatchObject({ code: 'not_found', status: 404 });
});
