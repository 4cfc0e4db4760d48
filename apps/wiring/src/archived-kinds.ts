import type { ARCHIVE_KINDS } from '@wayfare/contracts';
import type { ArchivedKind } from '@wayfare/platform';

/**
 * Messages that stand in files go on counting: deleting a row appends what that takes from the running totals (decision 013), so the same statement appends it again, with its quarter, and notes how many have gone, which the
 * self-check adds to the rows that it counts.
 */
const messagesBesides = (how: 1 | -1): string => `
  told AS (
    INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, sent_in, messages)
    SELECT journey_id, version_id, node_id, state, reason, wayfare_sent_in(state, handed_at), ${how} * count(*) FROM changed GROUP BY 1, 2, 3, 4, 5, 6
  ), noted AS (
    INSERT INTO archived_messages AS kept (journey_id, version_id, node_id, state, reason, messages)
    SELECT journey_id, version_id, node_id, state, reason, ${how} * count(*) FROM changed GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (journey_id, version_id, node_id, state, reason) DO UPDATE SET messages = kept.messages + excluded.messages
  )`;

/** What is archived by the month, where the workspace's settings say so. */
export const ARCHIVED_KINDS: Readonly<Record<(typeof ARCHIVE_KINDS)[number], ArchivedKind>> = {
  events: {
    table: 'events',
    at: 'received_at',
    key: ['customer_id', 'id'],
    // a journey that is paused will be shown them when it goes on
    neededBefore: `
      SELECT 1 FROM event_batches WHERE applied_at IS NULL AND received_at < $1
      UNION ALL SELECT 1 FROM journey_wakes w JOIN event_batches b ON b.id = w.batch_id WHERE b.received_at < $1 LIMIT 1`,
  },
  responses: { table: 'responses', at: 'at', key: ['customer_id', 'message_id', 'kind', 'key'] },
  messages: {
    table: 'messages',
    at: 'decided_at',
    key: ['customer_id', 'journey_id', 'entry_no', 'node_id', 'pass'],
    // what became of the messages of a stay is asked by its later steps
    only: `t.state NOT IN ('queued', 'sending') AND NOT EXISTS (
      SELECT FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
      WHERE e.customer_id = t.customer_id AND e.journey_id = t.journey_id AND e.entry_no = t.entry_no AND e.left_at IS NULL AND c.state = 'standing')`,
    besides: messagesBesides,
  },
};
