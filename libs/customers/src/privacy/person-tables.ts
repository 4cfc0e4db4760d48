/**
 * Every table that names customers, and what becomes of it when one of them asks what is known (`given`) or asks to be forgotten (`erased`). A test walks the database and fails where a table is not named
 * here, so whoever adds one decides both.
 */
export interface PersonTable {
  /** A query over `$1`, the customer, whose rows they are given; null where there is nothing of theirs in it that stands nowhere else. */
  readonly given: string | null;
  /** `removed`: all rows go. `blanked`: rows stay for the counts, without what they say. `kept`: for the reason given. */
  readonly erased: 'removed' | 'blanked' | 'kept';
  /** Why nothing is given, or why it is kept. */
  readonly why?: string;
}

const own = (table: string, order: string): string => `SELECT * FROM ${table} WHERE customer_id = $1 ORDER BY ${order}`;

export const PERSON_TABLES: Readonly<Record<string, PersonTable>> = {
  customers: { given: 'SELECT * FROM customers WHERE id = $1', erased: 'blanked' },
  attribute_claims: { given: own('attribute_claims', 'part, source'), erased: 'removed' },
  identities: { given: own('identities', 'seen_at, kind, value'), erased: 'removed' },
  consents: { given: own('consents', 'channel'), erased: 'removed' },
  consent_records: { given: own('consent_records', 'id'), erased: 'removed' },
  consent_requests: { given: own('consent_requests', 'channel'), erased: 'removed' },
  suppressions: {
    given: own('suppressions', 'created_at, channel'),
    erased: 'kept',
    why: 'an address that asked to be left alone must still be known when the next file brings it',
  },
  preference_revocations: {
    given: own('preference_revocations', 'revoked_at'),
    erased: 'kept',
    why: 'links that were called back stay so',
  },
  events: { given: own('events', 'occurred_at, id'), erased: 'blanked' },
  event_batches: { given: null, erased: 'blanked', why: 'names events that are given already' },
  orders: { given: own('orders', 'placed_at, id'), erased: 'blanked' },
  order_lines: {
    given: own('order_lines', 'order_id, line_no'),
    erased: 'kept',
    why: 'says what was sold, under the number of an order that names nobody any more',
  },
  list_members: {
    given:
      'SELECT m.*, l.name AS list FROM list_members m LEFT JOIN lists l ON l.id = m.list_id WHERE m.customer_id = $1 ORDER BY m.added_at, m.list_id',
    erased: 'removed',
  },
  entry_chunks: {
    given: null,
    erased: 'kept',
    why: 'who is about to enter a journey, by number, until they have; who was erased does not enter',
  },
  enrollments: {
    given:
      'SELECT e.*, j.name AS journey FROM enrollments e LEFT JOIN journeys j ON j.id = e.journey_id WHERE e.customer_id = $1 ORDER BY e.journey_id, e.entry_no',
    erased: 'kept',
    why: 'says that somebody was in a journey, so that what entered, left and stands there still adds up',
  },
  messages: {
    given:
      'SELECT m.*, j.name AS journey FROM messages m LEFT JOIN journeys j ON j.id = m.journey_id WHERE m.customer_id = $1 ORDER BY m.decided_at, m.id',
    erased: 'blanked',
  },
  responses: { given: own('responses', 'at, message_id, kind, key'), erased: 'blanked' },
  coupon_issues: { given: own('coupon_issues', 'issued_at, id'), erased: 'blanked' },
  tasks: { given: own('tasks', 'id'), erased: 'removed' },
  customer_values: { given: own('customer_values', 'customer_id'), erased: 'removed' },
  tag_changes: {
    given: `
      SELECT b.tag, b.at, b.origin, c.is_added FROM tag_changes c JOIN tag_batches b ON b.id = c.batch_id WHERE c.customer_id = $1 ORDER BY b.at, b.id`,
    erased: 'removed',
  },
  tag_news: { given: null, erased: 'removed', why: 'what journeys are about to be told of tags, gone within seconds' },
  value_changes: { given: own('value_changes', 'at, kind'), erased: 'removed' },
  customer_segments: {
    given:
      'SELECT s.id, s.name AS segment FROM customer_segments m JOIN segments s ON s.id = ANY (m.segment_ids) WHERE m.customer_id = $1 ORDER BY s.id',
    erased: 'removed',
  },
  segment_moves: {
    given:
      'SELECT m.*, s.name AS segment FROM segment_moves m LEFT JOIN segments s ON s.id = m.segment_id WHERE m.customer_id = $1 ORDER BY m.at, m.segment_id',
    erased: 'removed',
  },
  value_marks: { given: null, erased: 'removed', why: 'says that something is to be worked out anew, by number' },
  look_alike_people: { given: own('look_alike_people', 'look_alike_id'), erased: 'removed' },
  people_changes: { given: null, erased: 'kept', why: 'says whose row changed lately, by number, for an hour' },
  subject_exports: { given: own('subject_exports', 'id'), erased: 'removed' },
  erasures: { given: null, erased: 'kept', why: 'the ledger of erasures itself: numbers alone' },
};

/** What is theirs without a column that says so. */
export const OTHER_GIVEN: Readonly<Record<string, string>> = {
  merges: 'SELECT m.* FROM merges m WHERE m.kept_id = $1 ORDER BY m.id',
  merge_rows: 'SELECT r.* FROM merge_rows r JOIN merges m ON m.id = r.merge_id WHERE m.kept_id = $1 ORDER BY r.merge_id, r.kind',
  audit: "SELECT * FROM audit WHERE object_kind = 'customer' AND object_id = $1::text ORDER BY id",
  import_rejects: `
    SELECT r.* FROM import_rejects r WHERE EXISTS (
      SELECT FROM identities i WHERE i.customer_id = $1 AND strpos(lower(r.raw), i.value) > 0) ORDER BY r.import_id, r.line, r.column_name`,
};

/** Everything that somebody is given, table by table. */
export const GIVEN: readonly (readonly [table: string, query: string])[] = [
  ...Object.entries(PERSON_TABLES).flatMap(([table, { given }]) => (given === null ? [] : [[table, given] as const])),
  ...Object.entries(OTHER_GIVEN),
];
