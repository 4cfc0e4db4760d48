import { recordChange, type Tx, workInShardOf } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { holdJourneys } from '../journeys/lock.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import { leave } from './leaving.js';
import { holdStanding } from './standing.js';

const JOURNEYS_OF = `
  SELECT DISTINCT e.journey_id AS id FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
  WHERE e.customer_id = $1 AND e.left_at IS NULL AND c.state = 'standing'`;

const STAYS_OF = `
  SELECT customer_id AS "customerId", journey_id AS "journeyId", entry_no AS "entryNo" FROM enrollments WHERE customer_id = $1`;

/** Takes a customer out of every journey, paused ones too, calls off what is still to be sent to them, and forgets them: all at once or not at all. */
export const erase = async ({ database, clock, dispatcher, customers }: EngineParts, customerId: string): Promise<void> => {
  await transact(database, async (tx: Tx) => {
    await workInShardOf(tx, customerId);
    const journeys = (await tx.query<{ id: string }>(JOURNEYS_OF, [customerId])).map(({ id }) => id);
    await holdJourneys(tx, journeys);
    const ledger = new Ledger(clock.now());
    const standing = await holdStanding(tx, [customerId], journeys);
    await leave(
      tx,
      standing.map((stay) => ({ ...stay, reason: 'erased' })),
      ledger,
    );
    await ledger.write(tx);
    const stays = await tx.query<{ customerId: string; journeyId: string; entryNo: number }>(STAYS_OF, [customerId]);
    await dispatcher.cancelForEnrollments(tx, stays, 'exited');
    await customers.eraseData(tx, customerId);
    await recordChange(tx, clock, { action: 'erased', kind: 'customer', id: customerId });
  });
};
