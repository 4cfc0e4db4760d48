import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { checkConservation } from '../read/conservation.js';
import { checkMessageTotals } from '../read/message-totals.js';
import { engineWorld } from '../testing.js';
import { foldTotals } from './fold.js';

const world = await engineWorld();
const { database } = world;
const totals = async (journeyId: string): Promise<unknown> =>
  (
    await database.query(
      'SELECT count(*)::int AS rows, count(*) FILTER (WHERE NOT folded)::int AS open FROM way_totals WHERE journey_id = $1',
      [journeyId],
    )
  )[0];

describe('the running totals of the moves', () => {
  it('become one row for each way, and what the canvas shows stays as it was', async () => {
    await world.people({}, {}, {});
    const all = { ...audience(), data: { ...audience().data, schedule: { cron: '0 9 * * *' }, reentry: { policy: 'always' as const } } };
    const journeyId = await world.launch(draw({ all, pause: wait('PT1H'), end: exit() }, ['all -> pause -> end']));
    await world.advance('P4DT30M');
    const before = await world.journeys.live(journeyId);
    await foldTotals(database, 1);
    // enter at all, all -> pause, pause -> end, end -> out
    expect(await totals(journeyId)).toEqual({ rows: 4, open: 0 });
    expect(await world.journeys.live(journeyId)).toEqual(before);
    await world.advance('P1D');
    await foldTotals(database, 1);
    expect(await totals(journeyId)).toEqual({ rows: 4, open: 0 });
    expect(await world.journeys.live(journeyId)).toMatchObject({ entered: before.entered + 3 });
    expect(await checkConservation(database, journeyId)).toEqual([]);
  });

  it('stay true while moves are appended, folded twice at once and read', async () => {
    const journeyId = '900001';
    const append = (): Promise<unknown> =>
      database.query(
        `INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, people, at) VALUES ($1, 1, 1, 0, 'enter', NULL, 'all', 1, $2)`,
        [journeyId, world.clock.now()],
      );
    const sum = async (): Promise<number> =>
      Number(
        (
          await database.query<{ people: string }>('SELECT coalesce(sum(people), 0) AS people FROM way_totals WHERE journey_id = $1', [
            journeyId,
          ])
        )[0]?.people,
      );
    const seen: number[] = [];
    const writers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 50; n += 1) await append();
    });
    const folders = Array.from({ length: 2 }, async () => {
      for (let n = 0; n < 25; n += 1) await foldTotals(database, 1);
    });
    const reader = (async () => {
      for (let n = 0; n < 50; n += 1) seen.push(await sum());
    })();
    await Promise.all([...writers, ...folders, reader]);
    // it only ever grows: nobody saw deltas and their sum at once, or neither
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(await sum()).toBe(200);
    await database.query('DELETE FROM moves WHERE journey_id = $1', [journeyId]);
    await database.query('DELETE FROM way_totals WHERE journey_id = $1', [journeyId]);
  });
});

describe('the running totals of the messages', () => {
  // all -> mail -> pause -> end
  const graph = draw({ all: audience(), mail: send({ templateId: world.workspace.mail }), pause: wait('P9D'), end: exit() }, [
    'all -> mail -> pause -> end',
  ]);
  const rows = async (journeyId: string): Promise<unknown> =>
    database.query(
      'SELECT state, reason, messages::int AS messages, folded FROM message_totals WHERE journey_id = $1 ORDER BY state, reason, id',
      [journeyId],
    );
  const byState = async (journeyId: string): Promise<unknown> =>
    (await world.journeys.live(journeyId)).nodes.find(({ id }) => id === 'mail')?.messages;

  it('follow each message from state to state, and what has come to nothing leaves no row', async () => {
    await world.people({ email: null });
    const journeyId = await world.launch(graph);
    expect(await byState(journeyId)).toEqual({ sent: 3, suppressed: 1 });
    await foldTotals(database, 1);
    expect(await rows(journeyId)).toEqual([
      { state: 'sent', reason: null, messages: 3, folded: true },
      { state: 'suppressed', reason: 'unreachable', messages: 1, folded: true },
    ]);
    expect(await byState(journeyId)).toEqual({ sent: 3, suppressed: 1 });
    expect(await checkMessageTotals(database, journeyId)).toEqual([]);
  });

  it('stay true while messages are written, changed and taken away, folded twice at once and read', async () => {
    const journeyId = '900002';
    const at = world.clock.now();
    const add = (customer: number): Promise<unknown> =>
      database.query(
        `INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before)
         SELECT $1::int + n, $2, 1, 'mail', 1, 1, 1, 'email', 'queued', $3, $3 FROM generate_series(1, 5) n`,
        [customer, journeyId, at],
      );
    const change = (customer: number, state: string): Promise<unknown> =>
      database.query('UPDATE messages SET state = $3 WHERE journey_id = $1 AND customer_id BETWEEN $2::int + 1 AND $2::int + 5', [
        journeyId,
        customer,
        state,
      ]);
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; n < 15; n += 1) {
        const customer = 1_000_000 + writer * 1_000 + n * 10;
        await add(customer);
        await change(customer, 'sending');
        await change(customer, n % 3 === 0 ? 'failed' : 'sent');
      }
      await database.query('DELETE FROM messages WHERE journey_id = $1 AND customer_id = $2', [journeyId, 1_000_001 + writer * 1_000]);
    });
    const folders = Array.from({ length: 2 }, async () => {
      for (let n = 0; n < 25; n += 1) await foldTotals(database, 1);
    });
    const seen: unknown[] = [];
    const reader = (async () => {
      for (let n = 0; n < 40; n += 1) seen.push(...(await checkMessageTotals(database, journeyId)));
    })();
    await Promise.all([...writers, ...folders, reader]);
    expect(seen).toEqual([]);
    await foldTotals(database, 1);
    expect(await rows(journeyId)).toEqual([
      { state: 'failed', reason: null, messages: 96, folded: true },
      { state: 'sent', reason: null, messages: 200, folded: true },
    ]);
    await database.query('DELETE FROM messages WHERE journey_id = $1', [journeyId]);
    await database.query('DELETE FROM message_totals WHERE journey_id = $1', [journeyId]);
  });
});
