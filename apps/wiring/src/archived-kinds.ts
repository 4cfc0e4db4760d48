import type { ARCHIVE_KINDS } from '@wayfare/contracts';
import type { ArchivedKind } from '@wayfare/platform';

/** What is archived by the month, where the workspace's settings say so. */
export const ARCHIVED_KINDS: Readonly<Record<(typeof ARCHIVE_KINDS)[number], ArchivedKind>> = {
  events: {
    table: 'events',
    at: 'received_at',
    key: { customer_id: 'bigint', id: 'text' },
    // a journey that is paused will be shown them when it goes on
    neededBefore: `
      SELECT 1 FROM event_batches WHERE applied_at IS NULL AND received_at < $1
      UNION ALL SELECT 1 FROM journey_wakes w JOIN event_batches b ON b.id = w.batch_id WHERE b.received_at < $1 LIMIT 1`,
  },
  responses: { table: 'responses', at: 'at', key: { customer_id: 'bigint', message_id: 'bigint', kind: 'text', key: 'text' } },
};
