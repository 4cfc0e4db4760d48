import type { Database } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { MessageTotalsOfBefore1795405000100 } from './1795405000100-message-totals-of-before.js';

const AT = new Date('2027-03-01T02:00:00.000Z');
const LAY = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, reason, decided_at, not_before)
  SELECT n, 1, 1, 'mail', 1, 1, 1, 'email', $3, $4, $5, $5 FROM generate_series($1::int, $2::int) n`;

const totals = (database: Database): Promise<unknown> =>
  database.query(
    'SELECT state, reason, sum(messages)::int AS messages FROM message_totals GROUP BY state, reason HAVING sum(messages) <> 0 ORDER BY 1, 2',
  );

describe('the totals of messages that were there before them', () => {
  it('are put in beside what is appended at the same time, and once', async () => {
    const database = await testDatabase();
    await database.query(LAY, [1, 7, 'queued', null, AT]);
    await database.query(LAY, [8, 10, 'suppressed', 'no_consent', AT]);
    // as if the table of totals had only now come into being
    await database.query('TRUNCATE message_totals');
    await database.query(`UPDATE messages SET state = 'sent' WHERE customer_id <= 2`);
    const runner = database.source.createQueryRunner();
    const expected = [
      { state: 'queued', reason: null, messages: 5 },
      { state: 'sent', reason: null, messages: 2 },
      { state: 'suppressed', reason: 'no_consent', messages: 3 },
    ];
    for (const _ of [1, 2]) {
      await new MessageTotalsOfBefore1795405000100().up(runner);
      expect(await totals(database)).toEqual(expected);
    }
    await runner.release();
  });
});
