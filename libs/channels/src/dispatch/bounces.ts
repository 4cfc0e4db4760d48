import type { Sql, Tx } from '@wayfare/platform';
import { type EventLedger, messageProperties } from '../events.js';
import { addressOf } from './claimed.js';
import type { Ended } from './ledger.js';

const SUPPRESS = `
  INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at)
  SELECT u.customer_id, u.channel, u.address, 'bounced_before', 'bounce', $1
  FROM unnest($2::bigint[], $3::text[], $4::text[]) AS u (customer_id, channel, address) WHERE u.address IS NOT NULL
  ON CONFLICT (customer_id, channel, address) DO UPDATE
    SET reason = excluded.reason, source = excluded.source, created_at = excluded.created_at, until = NULL WHERE suppressions.until IS NOT NULL`;

const RESPOND = `
  INSERT INTO responses (customer_id, message_id, kind, journey_id, at, machine, detail)
  SELECT u.customer_id, u.message_id, 'bounce', u.journey_id, $1, true, jsonb_build_object('error', u.error)
  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[]) AS u (customer_id, message_id, journey_id, error)
  ON CONFLICT DO NOTHING`;

export const hasBounced = ({ state }: Ended): boolean => state === 'bounced';

const suppress = (sql: Sql, now: Date, bounced: readonly Ended[]): Promise<unknown> =>
  sql.query(SUPPRESS, [
    now,
    bounced.map(({ message }) => message.customerId),
    bounced.map(({ message }) => message.channel),
    bounced.map(({ message }) => addressOf(message)),
  ]);

const respond = (sql: Sql, now: Date, bounced: readonly Ended[]): Promise<unknown> =>
  sql.query(RESPOND, [
    now,
    bounced.map(({ message }) => message.customerId),
    bounced.map(({ message }) => message.messageId),
    bounced.map(({ message }) => message.journeyId),
    bounced.map(({ error }) => error),
  ]);

/** What else a bounce means: the address is not written to again, the response is on record, and journeys hear of it. Gives the batch to announce. */
export const recordBounces = async (tx: Tx, events: EventLedger, now: Date, bounced: readonly Ended[]): Promise<string | null> => {
  await suppress(tx, now, bounced);
  await respond(tx, now, bounced);
  const { batchId } = await events.appendEvents(
    tx,
    bounced.map(({ message }) => ({
      customerId: message.customerId,
      id: `bounce-${message.messageId}`,
      name: 'message.bounced',
      occurredAt: now,
      receivedAt: now,
      properties: messageProperties(message),
    })),
  );
  return batchId;
};
