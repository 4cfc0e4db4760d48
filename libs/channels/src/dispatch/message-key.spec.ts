import { testDatabase } from '@wayfare/platform/testing';
import { layJourney, layMessages, WORLD_BEGINS } from '../testing/world.js';
import { isSameMessage, MESSAGE_KEY } from './message-key.js';

const database = await testDatabase();

const CONNECTOR = `
  INSERT INTO connectors (kind, channel, name, settings, created_at, updated_at) VALUES ('smtp', 'email', 'Mail', '{}', $1, $1) RETURNING id`;

it('is found by its key, also by a planner that has last looked when there were no messages', async () => {
  const [connector] = await database.query<{ id: string }>(CONNECTOR, [WORLD_BEGINS]);
  const journey = await layJourney(database, { connectorId: connector?.id ?? '', template: { subject: 'Hello', text: 'Hello' } });
  await layMessages(database, journey, 2_001, 4_000);
  await database.query('DELETE FROM messages');
  await database.query('ANALYZE messages');
  await layMessages(database, journey, 1, 2_000);
  const one = "(VALUES (2000::bigint, $1::bigint, 1, 'send', 1), (1999, $1, 1, 'send', 1))";
  const planOf = async (condition: string): Promise<string> =>
    (
      await database.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN UPDATE messages m SET handed_at = now() FROM ${one} u (${MESSAGE_KEY}) WHERE ${condition} AND m.lease_until IS NOT NULL`,
        [journey.journeyId],
      )
    )
      .map((row) => row['QUERY PLAN'])
      .join('\n');
  const plan = await planOf(isSameMessage('m', 'u'));
  expect(plan).toContain('Index Scan using messages_pkey');
  expect(plan).not.toContain('messages_journey_idx');
});
