import type { Tx } from '@wayfare/platform';
import { appendEvents } from '../../events/append.js';
import { recognise } from '../../identity/recognise.js';
import type { EventRow } from '../rows/event-row.js';
import type { Applied } from './customers.js';

/**
 * Applies rows of an events file: they go the way of every event, through the ledger and past the engine. An event without an id gets one from its
 * import and line, so that applying a row again adds nothing. An event that was there already counts as updated.
 */
export const applyEvents = async (
  tx: Tx,
  importId: string,
  rows: readonly EventRow[],
  now: Date,
): Promise<Applied & { batchId: string | null }> => {
  const { customers } = await recognise(
    tx,
    rows.map(({ customer }) => customer),
    { source: 'import', now },
  );
  const events = rows.flatMap(({ line, id, name, occurredAt, properties, value }, at) => {
    const customerId = customers[at];
    return customerId ? [{ customerId, id: id ?? `import-${importId}-${line}`, name, occurredAt, receivedAt: now, properties, value }] : [];
  });
  const { batchId, accepted } = await appendEvents(tx, events, now);
  return { batchId, inserted: accepted, updated: rows.length - accepted };
};
