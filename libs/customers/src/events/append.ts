import { randomUUID } from 'node:crypto';
import type { Sql } from '@wayfare/platform';
import { arrayLiteral } from '../sql/array-literal.js';
import { APPEND_EVENTS, EVENTS_OF_BATCHES } from './append.sql.js';
import type { Appended, NewEvent } from './event.js';
import { notePropertyKinds } from './kinds.js';

/** With all batches that were written: one for each shard. */
interface Written extends Appended {
  readonly batchIds: readonly string[];
}

const NOTHING: Written = { batchId: null, batchIds: [], accepted: 0, duplicates: 0 };

/** Properties seen under each name, with what they hold. */
const seenIn = (events: readonly NewEvent[]): Map<string, Record<string, string>> => {
  const seen = new Map<string, Record<string, string>>();
  for (const { name, properties } of events) {
    const kinds = seen.get(name) ?? {};
    notePropertyKinds(kinds, properties);
    seen.set(name, kinds);
  }
  return seen;
};

/**
 * Appends events to the ledger in the caller's transaction, with one batch for the engine. Events whose id the customer already has, in
 * the ledger or earlier in the list, are left out and counted. After the commit the caller announces the batch (`Ingestion.announce`).
 */
export const appendEvents = async (tx: Sql, events: readonly NewEvent[], now: Date): Promise<Written> => {
  if (events.length === 0) return NOTHING;
  const seen = seenIn(events);
  const [row] = await tx.query<{ batchIds: string[] | null; accepted: number }>(APPEND_EVENTS, [
    arrayLiteral(events.map(({ customerId }) => customerId)),
    arrayLiteral(events.map(({ id }) => id ?? randomUUID())),
    arrayLiteral(events.map(({ name }) => name)),
    arrayLiteral(events.map(({ occurredAt }) => occurredAt.toISOString())),
    arrayLiteral(events.map(({ receivedAt }) => receivedAt.toISOString())),
    arrayLiteral(events.map(({ properties }) => JSON.stringify(properties))),
    events.map(({ value }) => value?.amount ?? null),
    events.map(({ value }) => value?.currency ?? null),
    now,
    [...seen.keys()],
    [...seen.values()].map((kinds) => JSON.stringify(kinds)),
  ]);
  const { batchIds, accepted } = row ?? { batchIds: null, accepted: 0 };
  return { batchId: batchIds?.at(-1) ?? null, batchIds: batchIds ?? [], accepted, duplicates: events.length - accepted };
};

/** Which events the batches hold that a list of events has just made: those of it that were new, as `customer id`. */
export const eventsOfBatches = async (tx: Sql, batchIds: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.query<{ customerId: string; id: string }>(EVENTS_OF_BATCHES, [batchIds]);
  return new Set(rows.map(({ customerId, id }) => `${customerId} ${id}`));
};
