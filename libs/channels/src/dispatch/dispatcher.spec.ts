import { Ingestion } from '@wayfare/customers';
import { freePort, openDatabase } from '@wayfare/platform';
import { eventually, testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, statesOf, WORLD_BEGINS } from '../testing/world.js';
import { type SinkBehaviour, startSink } from '../testing.js';

const url = await testDatabaseUrl();
const database = await openDatabase({ url, poolSize: 8 });
whenFileEnds(() => database.close());
const sink = await startSink();
whenFileEnds(() => sink.close());

const open = (parts = {}) => {
  const clock = new StandingClock(WORLD_BEGINS);
  const events = new Ingestion({ database, clock, queues: { add: async () => undefined } });
  const channels = openChannels(database, clock, { events, ...parts });
  whenFileEnds(() => channels.dispatcher.close());
  return { clock, ...channels };
};
const main = open();

const connect = async (settings: object = {}) =>
  (
    await main.connectors.createConnector({
      kind: 'smtp',
      name: 'Mail',
      settings: { host: '127.0.0.1', port: sink.port, from: 'Café <hi@coffee.example>', connections: 4, ...settings },
    })
  ).id;

const TEMPLATE = {
  subject: '{{ customer.attributes.name }}，您好',
  html: '<html><body><p>Hello {{ customer.attributes.name }}</p><a href="https://shop.example/?c={{ customer.id }}">Look</a></body></html>',
};

let nextPerson = 1;
/** A connector, a journey and `people` queued messages of people of their own. */
const lay = async (people: number, settings: object = {}, template: object = TEMPLATE) => {
  const connectorId = await connect(settings);
  const journey = await layJourney(database, { connectorId, template });
  const first = nextPerson;
  nextPerson += people;
  await layMessages(database, journey, first, first + people - 1);
  const address = (n: number): string => `p${first + n - 1}@customers.example`;
  return { ...journey, first, address, run: (dispatcher = main.dispatcher) => dispatcher.run({ connectorId, slot: 0 }) };
};
/** Lets the sink treat the nth person of a journey differently. */
const behave = (journey: { address(n: number): string }, table: Record<number, SinkBehaviour>) =>
  sink.behave((to, nth) => {
    const found = Object.entries(table).find(([n]) => journey.address(Number(n)) === to);
    return found && nth === 1 ? found[1] : 'accept';
  });
beforeEach(() => sink.behave(() => 'accept'));

describe('what is due is sent', () => {
  it('with the coupons that were handed out before it, and none that came later', async () => {
    const { journeyId, first, address, run } = await lay(
      2,
      {},
      { subject: '{{ coupon.code }}', text: '{{ coupons.gift.code }} {{ coupon.expires | date: "%Y-%m-%d" }}' },
    );
    const issue = `
      INSERT INTO coupon_issues (customer_id, journey_id, entry_no, node_id, pool_id, code, issued_at, expires_at, id)
      VALUES ($1, $2, 1, $3, 1, $4, $5, '2026-04-01T00:00:00Z', $6)`;
    const later = new Date(WORLD_BEGINS.getTime() + 1000);
    await database.query(issue, [first, journeyId, 'gift', 'OLD', WORLD_BEGINS, 0]);
    await database.query(issue, [first, journeyId, 'next', 'LATER', later, 2]);
    await run();
    const [mail] = sink.to(address(1));
    if (!mail) throw new Error('nothing arrived');
    const read = await sink.read(mail);
    expect([read.subject, read.text]).toEqual(['OLD', expect.stringContaining('OLD 2026-04-01')]);
    // who has none gets the mail all the same
    expect(sink.to(address(2))).toHaveLength(1);
  });

  it('once to each, filled in, and written down with address, instant and the answer of the provider', async () => {
    const journey = await lay(120);
    await journey.run();
    expect(await statesOf(database, journey)).toEqual({ sent: 120 });
    for (let n = 1; n <= 120; n += 1) expect(sink.to(journey.address(n))).toHaveLength(1);
    const [mail] = sink.to(journey.address(7));
    if (!mail) throw new Error('nothing arrived');
    const read = await sink.read(mail);
    expect(read.subject).toBe(`Person ${journey.first + 6}，您好`);
    expect(read.html).toMatch(/<a href="https:\/\/mail\.example\/t\/c\/[^"]+">Look/);
    expect(read.html).toMatch(/<img src="https:\/\/mail\.example\/t\/o\/[^"]+\.gif"/);
    const rows = await database.query(
      'SELECT address, handed_at, provider_ref, attempts, lease_by FROM messages WHERE journey_id = $1 AND customer_id = $2',
      [journey.journeyId, journey.first],
    );
    expect(rows).toEqual([
      { address: journey.address(1), handed_at: WORLD_BEGINS, provider_ref: expect.any(String), attempts: 1, lease_by: null },
    ]);
  });

  it('by two workers at once, each message still once', async () => {
    const journey = await lay(160);
    await Promise.all([journey.run(), journey.run(open().dispatcher)]);
    expect(await statesOf(database, journey)).toEqual({ sent: 160 });
    for (let n = 1; n <= 160; n += 1) expect(sink.to(journey.address(n))).toHaveLength(1);
  });

  it('and what is due later waits for its time', async () => {
    const { clock, dispatcher } = open();
    const journey = await lay(3);
    await database.query("UPDATE messages SET not_before = not_before + interval '1 hour' WHERE journey_id = $1 AND customer_id = $2", [
      journey.journeyId,
      journey.first,
    ]);
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ queued: 1, sent: 2 });
    expect(await dispatcher.due(clock.now())).not.toContain(journey.connectorId);
    clock.advance(3_600_000);
    expect(await dispatcher.due(clock.now())).toContain(journey.connectorId);
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ sent: 3 });
  });
});

describe('what must not leave stays, by what is known at the moment of sending', () => {
  it('consent, suppression, address, erasure and the word of the engine', async () => {
    const journey = await lay(8);
    const person = (n: number): number => journey.first + n - 1;
    const suppress = (n: number, reason: string) =>
      database.query(
        'INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at) VALUES (0, $1, $2, $3, $4, $5)',
        ['email', journey.address(n), reason, 'test', WORLD_BEGINS],
      );
    await database.query('DELETE FROM consents WHERE customer_id = $1', [person(1)]);
    await suppress(2, 'bounced_before');
    await suppress(3, 'unsubscribed');
    await database.query('UPDATE customers SET email = NULL WHERE id = $1', [person(4)]);
    await database.query('UPDATE customers SET erased_at = $2 WHERE id = $1', [person(5), WORLD_BEGINS]);
    const gate = {
      blocked: async (_sql: unknown, messages: readonly { customerId: string; key: string }[]) =>
        new Map(messages.flatMap(({ customerId, key }) => (customerId === String(person(6)) ? [[key, 'exited' as const]] : []))),
    };
    await journey.run(open({ gate }).dispatcher);
    expect(await statesOf(database, journey)).toEqual({
      'suppressed:no_consent': 1,
      'suppressed:bounced_before': 1,
      'suppressed:unsubscribed': 1,
      'suppressed:unreachable': 2,
      'suppressed:exited': 1,
      sent: 2,
    });
    for (const n of [1, 2, 3, 4, 5, 6]) expect(sink.to(journey.address(n))).toEqual([]);
  });

  it('what it is for: whoever has refused that meanwhile gets none, and what is service goes in spite of all that was refused', async () => {
    const journey = await lay(5);
    const person = (n: number): number => journey.first + n - 1;
    const say = (n: number, channel: string, granted: boolean) =>
      database.query(
        `INSERT INTO consents (customer_id, channel, granted, source, changed_at) VALUES ($1, $2, $3, 'test', $4)
         ON CONFLICT (customer_id, channel) DO UPDATE SET granted = excluded.granted`,
        [person(n), channel, granted, WORLD_BEGINS],
      );
    const isFor = (n: number, purpose: string) =>
      database.query('UPDATE messages SET purpose = $2 WHERE customer_id = $1', [person(n), purpose]);
    await database.query(
      `INSERT INTO message_purposes (key, names, details, basis, created_at)
       VALUES ('news', '{}', '{}', 'agreement', $1), ('offers', '{}', '{}', 'objection', $1), ('invoices', '{}', '{}', 'service', $1)`,
      [WORLD_BEGINS],
    );
    await isFor(1, 'news');
    await isFor(2, 'news');
    await say(2, 'email:news', true);
    await isFor(3, 'offers');
    await isFor(4, 'offers');
    await say(4, 'email:offers', false);
    await isFor(5, 'invoices');
    await say(5, 'email', false);
    await database.query(
      `INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at) VALUES ($1, 'email', $2, 'unsubscribed', 'test', $3)`,
      [person(5), journey.address(5), WORLD_BEGINS],
    );
    await journey.run();
    expect(await statesOf(database, journey)).toEqual({ 'suppressed:no_consent': 2, sent: 3 });
    const canLeave = (n: number) => sink.to(journey.address(n)).map(({ source }) => source.includes('List-Unsubscribe:'));
    expect([2, 3, 5].map(canLeave)).toEqual([[true], [true], [false]]);
  });

  it.each([
    ['never', { 'suppressed:stopped': 4 }],
    ['test', { 'suppressed:stopped': 2, sent: 2 }],
  ])('the send mode %s', async (mode, states) => {
    const journey = await lay(4);
    await database.query('UPDATE customers SET tags = $2 WHERE id = $1', [journey.first, ['test']]);
    await database.query(
      `INSERT INTO workspace_settings (name, time_zone, locale, currency, send_mode, test_addresses, updated_at) VALUES ('W', 'UTC', 'en', 'CNY', $1, $2, $3)`,
      [mode, [journey.address(2).toUpperCase()], WORLD_BEGINS],
    );
    await journey.run();
    await database.query('DELETE FROM workspace_settings');
    expect(await statesOf(database, journey)).toEqual(states);
  });

  it('whom the engine leaves alone until later waits till then, with the reason and no attempt used up', async () => {
    const journey = await lay(3);
    const until = new Date(WORLD_BEGINS.getTime() + 3_600_000);
    const gate = {
      blocked: async (_sql: unknown, messages: readonly { customerId: string; key: string }[]) =>
        new Map(
          messages.flatMap(({ customerId, key }) =>
            customerId === String(journey.first) ? [[key, { until, because: 'quiet_hours' as const }]] : [],
          ),
        ),
    };
    await journey.run(open({ gate }).dispatcher);
    const rows = await database.query(
      `SELECT state, attempts, not_before AS "notBefore", deferred_by AS "deferredBy", lease_until AS lease FROM messages
       WHERE journey_id = $1 AND customer_id = $2`,
      [journey.journeyId, journey.first],
    );
    expect(rows).toEqual([{ state: 'queued', attempts: 0, notBefore: until, deferredBy: 'quiet_hours', lease: null }]);
    expect(await statesOf(database, journey)).toEqual({ queued: 1, sent: 2 });
    expect(sink.to(journey.address(1))).toEqual([]);
  });

  it('a paused journey, while another one goes on; and it goes on too when it resumes', async () => {
    const paused = await lay(50);
    const other = await layJourney(database, { connectorId: paused.connectorId, template: TEMPLATE });
    await layMessages(database, other, nextPerson, nextPerson + 49);
    nextPerson += 50;
    await database.query("UPDATE journeys SET state = 'paused' WHERE id = $1", [paused.journeyId]);
    await paused.run();
    expect(await statesOf(database, paused)).toEqual({ queued: 50 });
    expect(await statesOf(database, other)).toEqual({ sent: 50 });
    expect(await main.dispatcher.due(WORLD_BEGINS)).not.toContain(paused.connectorId);
    await database.query("UPDATE journeys SET state = 'running' WHERE id = $1", [paused.journeyId]);
    await paused.run();
    expect(await statesOf(database, paused)).toEqual({ sent: 50 });
  });

  it('a journey that is being paused at this very moment: nothing is claimed behind its back', async () => {
    const journey = await lay(20);
    await database.transaction(async (tx) => {
      await tx.query("UPDATE journeys SET state = 'paused' WHERE id = $1", [journey.journeyId]);
      await main.dispatcher.recallFromJourney(tx, journey.journeyId);
      await journey.run();
    });
    expect(await statesOf(database, journey)).toEqual({ queued: 20 });
  });

  it('a journey whose drawing was being saved is looked for again', async () => {
    const journey = await lay(20);
    let running: Promise<void> | undefined;
    await database.transaction(async (tx) => {
      await tx.query('UPDATE journeys SET draft_revision = draft_revision + 1 WHERE id = $1', [journey.journeyId]);
      running = journey.run();
      await tx.query('SELECT pg_sleep(0.05)');
    });
    await running;
    expect(await statesOf(database, journey)).toEqual({ sent: 20 });
  });

  it('what is claimed and then withdrawn does not leave', async () => {
    const journey = await lay(200, { connections: 1 });
    sink.behave(() => ({ slowMs: 20 }));
    const running = journey.run();
    await eventually(async () => (await statesOf(database, journey)).sent);
    const keys = Array.from({ length: 200 }, (_, n) => ({
      customerId: String(journey.first + n),
      journeyId: journey.journeyId,
      entryNo: 1,
    }));
    const cancelled = await database.transaction((tx) => main.dispatcher.cancelForEnrollments(tx, keys, 'exited'));
    await running;
    expect(cancelled).toBeGreaterThan(100);
    expect(await statesOf(database, journey)).toEqual({ 'cancelled:exited': cancelled, sent: 200 - cancelled });
    expect(keys.filter((_, n) => sink.to(journey.address(n + 1)).length === 1)).toHaveLength(200 - cancelled);
  });

  it('a message whose template fails for this person', async () => {
    const journey = await lay(2, {}, { subject: 'Hi', text: '{% if customer.attributes.bad %}{% include "x" %}{% endif %}Hello' });
    await database.query(`UPDATE customers SET attributes = '{"bad": true}' WHERE id = $1`, [journey.first]);
    await journey.run();
    expect(await statesOf(database, journey)).toEqual({ 'failed:render_error': 1, sent: 1 });
    const [row] = await database.query<{ error: string; handed: boolean }>(
      "SELECT error, handed_at IS NOT NULL AS handed FROM messages WHERE journey_id = $1 AND state = 'failed'",
      [journey.journeyId],
    );
    expect(row).toMatchObject({ error: expect.stringContaining('text:'), handed: false });
  });
});

describe('what the provider says decides', () => {
  it('refused for good: bounced, suppressed from now on, and journeys hear of it', async () => {
    const journey = await lay(3);
    behave(journey, { 2: { at: 'rcpt', code: 550, text: '5.1.1 no such user' } });
    await journey.run();
    expect(await statesOf(database, journey)).toEqual({ bounced: 1, sent: 2 });
    const id = journey.first + 1;
    expect(await database.query('SELECT address, reason FROM suppressions WHERE customer_id = $1', [id])).toEqual([
      { address: journey.address(2), reason: 'bounced_before' },
    ]);
    expect(await database.query('SELECT kind, journey_id FROM responses WHERE customer_id = $1', [id])).toEqual([
      { kind: 'bounce', journey_id: journey.journeyId },
    ]);
    expect(await database.query('SELECT name, properties FROM events WHERE customer_id = $1', [id])).toEqual([
      { name: 'message.bounced', properties: expect.objectContaining({ journeyId: journey.journeyId, nodeId: 'send', channel: 'email' }) },
    ]);
  });

  it('put off: tried again later, and given up after the fifth time', async () => {
    const { clock, dispatcher } = open();
    const journey = await lay(1);
    sink.behave((to) => (to === journey.address(1) ? { at: 'rcpt', code: 451 } : 'accept'));
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await journey.run(dispatcher);
      const [row] = await database.query<{ state: string; not_before: Date }>(
        'SELECT state, not_before FROM messages WHERE journey_id = $1',
        [journey.journeyId],
      );
      if (row?.state !== 'queued') break;
      waits.push((row.not_before.getTime() - clock.now().getTime()) / 60_000);
      clock.moveTo(row.not_before);
    }
    expect(waits).toEqual([1, 5, 30, 120]);
    expect(await statesOf(database, journey)).toEqual({ 'failed:provider_error': 1 });
  });

  it('the connection broke before the content: tried again', async () => {
    const { clock, dispatcher } = open();
    const journey = await lay(2);
    behave(journey, { 1: { drop: 'before-data' } });
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ queued: 1, sent: 1 });
    clock.advance(60_000);
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ sent: 2 });
  });

  it('the connection broke after the content: unknown, and never sent again in silence', async () => {
    const { clock, dispatcher } = open();
    const journey = await lay(2);
    behave(journey, { 1: { drop: 'after-data' } });
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ sent: 1, unknown: 1 });
    clock.advance(86_400_000);
    await dispatcher.recoverLeases();
    await journey.run(dispatcher);
    expect(sink.to(journey.address(1))).toHaveLength(1);
  });

  it('the same, where the admin chose at least once: sent again', async () => {
    const { clock, dispatcher } = open();
    const journey = await lay(1, { atLeastOnce: true });
    behave(journey, { 1: { drop: 'after-data' } });
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ queued: 1 });
    clock.advance(60_000);
    await journey.run(dispatcher);
    expect(sink.to(journey.address(1))).toHaveLength(2);
  });
});

describe('a provider that is down', () => {
  it('uses up no message: they wait, the admin sees why, and it is tried again after growing rests', async () => {
    const { clock, dispatcher } = open();
    const port = await freePort();
    const journey = await lay(100, { port });
    const rests: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await journey.run(dispatcher);
      expect(await statesOf(database, journey)).toEqual({ queued: 100 });
      expect(await dispatcher.due(clock.now())).not.toContain(journey.connectorId);
      const [row] = await database.query<{ retry_at: Date }>('SELECT retry_at FROM connector_pace WHERE connector_id = $1', [
        journey.connectorId,
      ]);
      rests.push(((row?.retry_at.getTime() ?? 0) - clock.now().getTime()) / 1000);
      clock.moveTo(row?.retry_at ?? clock.now());
    }
    expect(rests).toEqual([5, 15, 45, 135]);
    const shown = (await main.connectors.connectors()).items.find(({ id }) => id === journey.connectorId);
    expect(shown?.lastError?.message).toContain('ECONNREFUSED');
    expect(await database.query('SELECT max(attempts) AS attempts FROM messages WHERE journey_id = $1', [journey.journeyId])).toEqual([
      { attempts: 0 },
    ]);

    const back = await startSink({ port });
    whenFileEnds(() => back.close());
    await journey.run(dispatcher);
    expect(await statesOf(database, journey)).toEqual({ sent: 100 });
    expect((await main.connectors.connectors()).items.find(({ id }) => id === journey.connectorId)?.lastError).toBeNull();
  });

  it('or refuses everything is left alone after twenty, not after the whole queue', async () => {
    const journey = await lay(200);
    sink.behave(() => ({ at: 'data', code: 554, text: 'you are blocked' }));
    await journey.run();
    const { queued = 0, ...rest } = await statesOf(database, journey);
    expect(queued).toBeGreaterThanOrEqual(175);
    expect(Object.keys(rest)).toEqual(['failed:provider_error']);
  });

  it('for some of its connections is asked for fewer, and takes all in the end', async () => {
    const journey = await lay(120, { connections: 4 });
    let senders = 0;
    const isTooMany = (to: string): boolean => to === '' && ++senders % 25 === 0;
    sink.behave((to) => (isTooMany(to) ? { at: 'mail', code: 421, text: 'too many connections' } : 'accept'));
    await journey.run();
    expect(await statesOf(database, journey)).toEqual({ sent: 120 });
  });
});

describe('leases', () => {
  const expire = (journeyId: string) =>
    database.query(
      "UPDATE messages SET lease_until = clock_timestamp() - interval '1 second' WHERE journey_id = $1 AND state = 'sending'",
      [journeyId],
    );
  const lease = (journeyId: string, customer: number, handed: boolean) =>
    database.query(
      "UPDATE messages SET state = 'sending', lease_by = 'dead', handed_at = CASE WHEN $3 THEN $4::timestamptz END WHERE journey_id = $1 AND customer_id = $2",
      [journeyId, customer, handed, WORLD_BEGINS],
    );

  it('that run out: what was not on its way waits again, what was is unknown', async () => {
    const journey = await lay(3);
    await lease(journey.journeyId, journey.first, false);
    await lease(journey.journeyId, journey.first + 1, true);
    await expire(journey.journeyId);
    expect(await main.dispatcher.recoverLeases()).toEqual({ requeued: 1, unknown: 1 });
    expect(await statesOf(database, journey)).toEqual({ queued: 2, unknown: 1 });
    await journey.run();
    expect(await statesOf(database, journey)).toEqual({ sent: 2, unknown: 1 });
  });

  it('that are renewed do not run out, however slow the provider is', async () => {
    const slow = open({ leaseMs: 300 });
    const journey = await lay(2, { connections: 1 });
    sink.behave(() => ({ slowMs: 700 }));
    const running = journey.run(slow.dispatcher);
    await eventually(() => sink.to(journey.address(1)).length + sink.to(journey.address(2)).length === 2);
    await main.dispatcher.recoverLeases();
    await running;
    expect(await statesOf(database, journey)).toEqual({ sent: 2 });
  });
});

describe('the rate of a connector', () => {
  it('holds over all workers together: three of them need as long as the rate says', async () => {
    const journey = await lay(90, { ratePerSecond: 60, connections: 10 });
    const began = Date.now();
    await Promise.all([journey.run(), journey.run(open().dispatcher), journey.run(open().dispatcher)]);
    expect(await statesOf(database, journey)).toEqual({ sent: 90 });
    expect(Date.now() - began).toBeGreaterThanOrEqual((89 / 60) * 1000);
  });
});

it('ends when it is told to: what is on its way is written down, the rest waits', async () => {
  const stopped = open();
  const journey = await lay(300, { connections: 2 });
  sink.behave(() => ({ slowMs: 10 }));
  const running = journey.run(stopped.dispatcher);
  await eventually(async () => (await statesOf(database, journey)).sent);
  await stopped.dispatcher.close();
  await running;
  const states = await statesOf(database, journey);
  expect(Object.keys(states).sort()).toEqual(['queued', 'sent']);
  expect(states.sent).toBeLessThan(250);
});

it('a connector that is changed while it sends goes on as it is now', async () => {
  const other = await startSink();
  whenFileEnds(() => other.close());
  const journey = await lay(150, { connections: 1 });
  sink.behave(() => ({ slowMs: 5 }));
  const running = journey.run();
  await eventually(async () => (await statesOf(database, journey)).sent);
  await main.connectors.changeConnector(journey.connectorId, {
    settings: { host: '127.0.0.1', port: other.port, from: 'hi@coffee.example', connections: 2 },
  });
  await running;
  expect(await statesOf(database, journey)).toEqual({ sent: 150 });
  expect(other.mails.length).toBeGreaterThan(50);
  for (let n = 1; n <= 150; n += 1) expect(sink.to(journey.address(n)).length + other.to(journey.address(n)).length).toBe(1);
});

it('a ledger that goes away for a moment: every fate is still written down, and nobody gets a mail twice', async () => {
  const lossy = await openDatabase({ url, poolSize: 4, name: 'lossy' });
  whenFileEnds(() => lossy.close());
  const clock = new StandingClock(WORLD_BEGINS);
  const events = new Ingestion({ database: lossy, clock, queues: { add: async () => undefined } });
  const { dispatcher } = openChannels(lossy, clock, { events });
  whenFileEnds(() => dispatcher.close());
  const journey = await lay(150, { connections: 3 });
  sink.behave(() => ({ slowMs: 5 }));
  let ended = false;
  const running = journey
    .run(dispatcher)
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  for (let cut = 0; cut < 4 && !ended; cut += 1) {
    const before = (await statesOf(database, journey)).sent ?? 0;
    await eventually(async () => ended || ((await statesOf(database, journey)).sent ?? 0) > before);
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lossy' AND datname = current_database()",
    );
  }
  await running;
  await database.query(
    "UPDATE messages SET lease_until = clock_timestamp() - interval '1 second' WHERE journey_id = $1 AND state = 'sending'",
    [journey.journeyId],
  );
  await main.dispatcher.recoverLeases();
  await journey.run();
  expect(await statesOf(database, journey)).toEqual({ sent: 150 });
  for (let n = 1; n <= 150; n += 1) expect(sink.to(journey.address(n))).toHaveLength(1);
});
