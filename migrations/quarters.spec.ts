import type { Database } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { WayQuarters1795404000000 } from './1795404000000-way-quarters.js';
import { WayQuartersOfBefore1795404000100 } from './1795404000100-way-quarters-of-before.js';
import { SentQuarters1795405900000 } from './1795405900000-sent-quarters.js';
import { SentQuartersOfBefore1795405900100 } from './1795405900100-sent-quarters-of-before.js';

const at = (time: string): Date => new Date(`2027-03-01T${time}Z`);
const enter = (database: Database, people: number, when: Date): Promise<unknown> =>
  database.query(
    `INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, people, at) VALUES (1, 1, 1, 0, 'enter', NULL, 'all', $1, $2)`,
    [people, when],
  );
const send = (database: Database, customer: number, when: Date): Promise<unknown> =>
  database.query(
    `INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before, handed_at)
     VALUES ($1, 1, 1, 'mail', 1, 1, 1, 'email', 'sent', $2, $2, $2)`,
    [customer, when],
  );

/** As a fold does it. */
const fold = async (database: Database): Promise<void> => {
  await database.query('DELETE FROM way_totals');
  await database.query('DELETE FROM message_totals');
};
const told = async (database: Database) => ({
  people: await database.query('SELECT quarter, people::int FROM way_quarters ORDER BY 1'),
  messages: await database.query('SELECT quarter, messages::int FROM sent_quarters ORDER BY 1'),
});
const EXPECTED = {
  people: [
    { quarter: at('02:00:00'), people: 5 },
    { quarter: at('02:15:00'), people: 4 },
  ],
  messages: [
    { quarter: at('02:00:00'), messages: 1 },
    { quarter: at('02:15:00'), messages: 2 },
  ],
};

describe('the quarters of an hour', () => {
  it('tell what was there before them and what is appended at the same time, once', async () => {
    const database = await testDatabase();
    const runner = database.source.createQueryRunner();
    await enter(database, 2, at('02:00:00'));
    await enter(database, 3, at('02:14:59'));
    await send(database, 1, at('02:14:59'));
    await send(database, 2, at('02:15:00'));
    // as if the tables had only now come into being
    await new SentQuarters1795405900000().down(runner);
    await new WayQuarters1795404000000().down(runner);
    await new WayQuarters1795404000000().up(runner);
    await new SentQuarters1795405900000().up(runner);
    await enter(database, 4, at('02:15:00'));
    await send(database, 3, at('02:29:59'));
    await fold(database);
    for (const _ of [1, 2]) {
      await new WayQuartersOfBefore1795404000100().up(runner);
      await new SentQuartersOfBefore1795405900100().up(runner);
      expect(await told(database)).toEqual(EXPECTED);
    }
    await runner.release();
  });

  it('count a message once, whatever becomes of it after it was sent', async () => {
    const database = await testDatabase();
    for (const customer of [1, 2, 3]) await send(database, customer, at('02:00:00'));
    await fold(database);
    await database.query(`UPDATE messages SET state = 'delivered' WHERE customer_id = 1`);
    await database.query(`UPDATE messages SET state = 'bounced' WHERE customer_id = 2`);
    await fold(database);
    expect((await told(database)).messages).toEqual([{ quarter: at('02:00:00'), messages: 3 }]);
  });
});
