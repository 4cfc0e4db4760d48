import { checkConservation, checkMessageTotals } from '@wayfare/engine';
import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { dispatchQueue, QUEUE, type Sql } from '@wayfare/platform';
import { eventually, queueBackends } from '@wayfare/platform/testing';
import { Deployment } from './deployment.js';

/*
 * What engine.md promises, tried on processes that die (rules 1, 2, 4, 5): a worker killed in the middle of a step, another in the middle of sending; the queues
 * emptied; their store killed; the database restarted. In the end nobody is lost and nobody has got anything twice: a real mail server counts.
 *
 *   all ── first wait ── one ── second wait ── two ── third wait ── three ── end
 */
const PEOPLE = 400;
const CONNECTIONS = 4;
const PATIENCE_MS = 120_000;

const CUSTOMERS = `
  INSERT INTO customers (id, external_id, email, created_at, updated_at)
  SELECT n, 'c' || n, 'c' || n || '@customers.example', $2, $2 FROM generate_series(1, $1::bigint) n`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at) SELECT n, 'email', true, 'test', $2 FROM generate_series(1, $1::bigint) n`;

/** A step out of this node takes three seconds at its very end. */
const SLOW_STEP = `
  CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3); RETURN NEW; END $$;
  CREATE TRIGGER slow BEFORE INSERT ON moves FOR EACH ROW WHEN (NEW.from_node = 'first') EXECUTE FUNCTION slow()`;

const count = async (sql: Sql, text: string, ...parameters: unknown[]): Promise<number> =>
  (await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`, parameters))[0]?.count ?? 0;

const launch = async ({ services, sink }: Deployment, sql: Sql): Promise<{ journeyId: string; connectorId: string }> => {
  const now = new Date();
  await sql.query(CUSTOMERS, [PEOPLE, now]);
  await sql.query(CONSENTS, [PEOPLE, now]);
  const settings = { host: '127.0.0.1', port: sink.port, secure: false, from: 'shop@shop.example', connections: CONNECTIONS };
  const { id: connectorId } = await services.connectors.createConnector({ kind: 'smtp', name: 'Mail', settings, isDefault: true });
  const template = async (name: string) =>
    send({ templateId: (await services.templates.createTemplate({ channel: 'email', name, subject: name, text: name })).id });
  const graph = draw(
    {
      all: audience(),
      first: wait('PT1S'),
      one: await template('one'),
      second: wait('PT1S'),
      two: await template('two'),
      third: wait('PT1S'),
      three: await template('three'),
      end: exit(),
    },
    ['all -> first -> one -> second -> two -> third -> three -> end'],
  );
  const { id: journeyId } = await services.journeys.createJourney({ name: 'faults', graph });
  await services.journeys.launch(journeyId);
  return { journeyId, connectorId };
};

/** Mails by recipient and subject. */
const arrived = ({ sink }: Deployment): Map<string, number> => {
  const mails = new Map<string, number>();
  for (const { to, source } of sink.mails) {
    const key = `${to} ${/^Subject: (.*)$/m.exec(source.toString('utf8'))?.[1]?.trim()}`;
    mails.set(key, (mails.get(key) ?? 0) + 1);
  }
  return mails;
};

describe.each(queueBackends())('a deployment with its queues on %s', (backend) => {
  it('loses nobody and sends nothing twice, whatever dies', async () => {
    const deployment = await Deployment.start(backend);
    const { services, sink, server } = deployment;
    const sql = services.engine.parts.database;
    const there = (text: string, ...parameters: unknown[]) =>
      eventually(async () => (await count(sql, text, ...parameters).catch(() => 0)) > 0, PATIENCE_MS, 20);

    // a worker dies at the end of a step, before it was committed
    const { journeyId, connectorId } = await launch(deployment, sql);
    await sql.query(SLOW_STEP);
    const first = await deployment.worker();
    await there(`pg_stat_activity WHERE wait_event = 'PgSleep'`);
    await first.kill();
    expect(await count(sql, 'messages')).toBe(0);
    await sql.query('DROP TRIGGER slow ON moves');

    // the next one dies while it sends
    sink.behave(() => ({ slowMs: 150 }));
    const second = await deployment.worker();
    await eventually(() => sink.mails.length > 20, PATIENCE_MS, 5);
    await second.kill();
    sink.behave(() => 'accept');
    const handed = await count(sql, `messages WHERE state = 'sending' AND handed_at IS NOT NULL`);

    // two others go on; everything that waits in the queues is thrown away
    await deployment.worker();
    const fourth = await deployment.worker();
    for (const queue of [QUEUE.engine, QUEUE.maintenance, dispatchQueue(connectorId)]) await deployment.core.queues.empty(queue);
    await deployment.redis?.wipe();

    // the database goes away and comes back in the middle, then the queues' store, then a worker goes
    await there(`messages WHERE node_id = 'two' AND state = 'sent'`);
    await server.restart();
    await deployment.restartRedis();
    await there(`messages WHERE node_id = 'three'`);
    await fourth.kill();

    await eventually(
      async () =>
        (await services.journeys.live(journeyId)).exited === PEOPLE &&
        (await count(sql, `messages WHERE state IN ('queued', 'sending')`)) === 0,
      PATIENCE_MS,
      200,
    );
    const live = await services.journeys.live(journeyId);
    expect(live).toMatchObject({ entered: PEOPLE, inside: 0, exited: PEOPLE });
    expect(await checkConservation(sql)).toEqual([]);
    expect(await checkMessageTotals(sql)).toEqual([]);
    const mails = arrived(deployment);
    expect([...mails].filter(([, times]) => times > 1)).toEqual([]);
    const states = await sql.query<{ state: string; messages: number }>(
      'SELECT state, count(*)::int AS messages FROM messages GROUP BY state',
    );
    const of = (state: string): number => states.find((row) => row.state === state)?.messages ?? 0;
    expect(of('sent') + of('unknown')).toBe(3 * PEOPLE);
    // unknown are only those that were on their way to the provider when their worker, the database or both went away: whoever reads this can tell
    expect(of('unknown')).toBeLessThanOrEqual(handed + 4 * CONNECTIONS);
    expect(mails.size).toBeGreaterThanOrEqual(of('sent'));
    expect(mails.size).toBeLessThanOrEqual(3 * PEOPLE);
  }, 600_000);
});
