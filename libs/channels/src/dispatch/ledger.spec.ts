import { openDatabase } from '@wayfare/platform';
import { testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, WORLD_BEGINS } from '../testing/world.js';
import type { Claimed } from './claimed.js';
import { RunLedger } from './ledger.js';

const url = await testDatabaseUrl();
const database = await openDatabase({ url, poolSize: 8 });
whenFileEnds(() => database.close());

const CONNECTOR = `
  INSERT INTO connectors (kind, channel, name, settings, created_at, updated_at) VALUES ('smtp', 'email', 'Mail', '{}', $1, $1) RETURNING id`;

const claim = async (people: number, leaseMs: number): Promise<{ ledger: RunLedger; messages: Claimed[]; journeyId: string }> => {
  const [connector] = await database.query<{ id: string }>(CONNECTOR, [WORLD_BEGINS]);
  const connectorId = connector?.id ?? '';
  const journey = await layJourney(database, { connectorId, template: { subject: 'Hello', text: 'Hello' } });
  await layMessages(database, journey, 1, people);
  const ledger = new RunLedger(database, connectorId, `run-${connectorId}`, leaseMs);
  return { ledger, messages: await ledger.claim(WORLD_BEGINS, people), journeyId: journey.journeyId };
};

const sent = (message: Claimed) => ({ message, state: 'sent', reason: null, error: null, attempts: 1, delayMs: null, ref: null }) as const;

describe('a lease that is renewed', () => {
  it('never runs into a deadlock with the turns of its own run', async () => {
    const { ledger, messages, journeyId } = await claim(600, 30_000);
    // rows are updated again and again, so that they lie in the table in another order than that of their keys
    const shuffled = [...messages].sort(
      (one, other) => ((Number(one.customerId) * 7919) % 601) - ((Number(other.customerId) * 7919) % 601),
    );
    let over = false;
    const renewing = [1, 2].map(async () => {
      while (!over) await ledger.renew();
    });
    const turning = (async () => {
      for (let at = 0; at <= shuffled.length; at += 10) {
        const ended = shuffled.slice(Math.max(0, at - 10), at).map(sent);
        const next = shuffled.slice(at, at + 10).map((message) => ({ message, address: 'a@customers.example' }));
        expect((await ledger.turn(WORLD_BEGINS, ended, next)).size).toBe(next.length);
      }
    })().finally(() => {
      over = true;
    });
    await Promise.all([turning, ...renewing]);
    const rows = await database.query('SELECT state, count(*)::int AS messages FROM messages WHERE journey_id = $1 GROUP BY 1', [
      journeyId,
    ]);
    expect(rows).toEqual([{ state: 'sent', messages: 600 }]);
    const [told] = await database.query<{ deadlocks: string }>('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()');
    expect(told?.deadlocks).toBe('0');
  });

  it('is given to all that the run holds, but for what is being written at that moment', async () => {
    const { ledger, messages, journeyId } = await claim(5, 1);
    const lasting = new RunLedger(database, ledger.connectorId, `run-${ledger.connectorId}`, 600_000);
    const [busy] = messages;
    if (!busy) throw new Error('nothing was claimed');
    await database.transaction(async (tx) => {
      await ledger.turn(WORLD_BEGINS, [], [{ message: busy, address: null }], tx);
      await lasting.renew();
    });
    const rows = await database.query<{ id: string; fresh: boolean }>(
      `SELECT customer_id AS id, lease_until > clock_timestamp() + interval '5 minutes' AS fresh FROM messages WHERE journey_id = $1 ORDER BY 1`,
      [journeyId],
    );
    expect(rows.map(({ id, fresh }) => [id, fresh])).toEqual(
      messages.map(({ customerId }) => [customerId, customerId !== busy.customerId]),
    );
  });
});
