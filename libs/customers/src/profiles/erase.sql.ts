/**
 * What is removed when a customer is erased ($1 is their id, $2 the instant). What remains: that there was somebody (`customers.id`, the
 * instants), what they did and got without its content (names, instants and amounts of events and orders, states of messages), so that
 * every count and sum of the past stays true, and the addresses that must not be written to. Those stay as they are: an
 * address that asked to be left alone must still be known when the next file brings it again.
 */
export const ERASE_CUSTOMER = `
  UPDATE customers SET external_id = NULL, email = NULL, phone = NULL, time_zone = NULL, locale = NULL, attributes = '{}', tags = '{}',
    updated_at = $2, erased_at = $2
  WHERE id = $1 AND erased_at IS NULL`;

/** Files that wait or are being applied may name the customer: they are told, by digests, whose rows to leave out (imports/erased.ts). */
const TELL_IMPORTS = `
  INSERT INTO import_erasures (import_id, digest, is_external_id, named)
  SELECT m.id, sha256(convert_to(k.value, 'UTF8')), k.is_external_id, c.external_id IS NOT NULL
  FROM imports m, customers c, LATERAL (
    SELECT c.external_id AS value, true AS is_external_id WHERE c.external_id IS NOT NULL
    UNION SELECT i.value, i.kind = 'externalId' FROM identities i WHERE i.customer_id = c.id
  ) k
  WHERE c.id = $1 AND m.state IN ('checking', 'checked', 'queued', 'running')
  ON CONFLICT DO NOTHING`;

/**
 * Senders make ids of events out of whatever they like, an address too: they become ids that say nothing, in the ledger and in the batches that name
 * them. Those of the product's own events are made of numbers, and stay.
 */
const RENAME_EVENTS = `
  WITH renamed AS MATERIALIZED (
    SELECT id, 'erased-' || gen_random_uuid() AS new_id FROM events
    WHERE customer_id = $1 AND name NOT LIKE 'message.%' AND name NOT LIKE 'customer.%' AND id NOT LIKE 'erased-%'
  ), ledger AS (
    UPDATE events e SET id = r.new_id FROM renamed r WHERE e.customer_id = $1 AND e.id = r.id
  )
  UPDATE event_batches b SET event_ids = ARRAY(
    SELECT coalesce(r.new_id, u.event_id)
    FROM unnest(b.customer_ids, b.event_ids) WITH ORDINALITY AS u (customer_id, event_id, at)
    LEFT JOIN renamed r ON u.customer_id = $1 AND r.id = u.event_id
    ORDER BY u.at
  )
  WHERE $1 = ANY (b.customer_ids)`;

const RENAME_ORDERS = `
  WITH renamed AS MATERIALIZED (SELECT id, 'erased-' || gen_random_uuid() AS new_id FROM orders WHERE customer_id = $1 AND id NOT LIKE 'erased-%'),
  lines AS (
    UPDATE order_lines l SET order_id = r.new_id FROM renamed r WHERE l.customer_id = $1 AND l.order_id = r.id
  )
  UPDATE orders o SET id = r.new_id FROM renamed r WHERE o.customer_id = $1 AND o.id = r.id`;

/** How a customer's addresses may stand in what somebody else wrote: a phone number without its country code too, of which its last digits tell. */
const WRITTEN = `
    SELECT value FROM identities WHERE customer_id = $1
    UNION SELECT right(value, greatest(8, length(value) - 4)) FROM identities WHERE customer_id = $1 AND kind = 'phone' AND length(value) > 8`;

/** Rejected rows of imports belong to nobody; those that show one of the customer's addresses are blanked. Before the identities go. */
const BLANK_REJECTS = `
  UPDATE import_rejects r SET value = '', raw = '[]'
  FROM (${WRITTEN}
    UNION SELECT lower(to_json(external_id)::text) FROM customers WHERE id = $1 AND external_id IS NOT NULL
  ) k WHERE strpos(lower(r.raw), k.value) > 0`;

/** Everybody who has become part of a customer, at whatever remove: they are erased with them. $1 the customer */
export const PARTS = `
  WITH RECURSIVE parts AS (
    SELECT id FROM customers WHERE merged_into = $1::bigint UNION ALL SELECT c.id FROM parts p JOIN customers c ON c.merged_into = p.id
  )
  SELECT id FROM parts ORDER BY id`;

/** What stood on the rows of those who were part of them. $1 customers */
export const BLANK_PARTS = `
  UPDATE customers SET email = NULL, phone = NULL, time_zone = NULL, locale = NULL, attributes = '{}', tags = '{}' WHERE id = ANY ($1::bigint[])`;

/** That they were one, and no more, is left; it can't be undone any more. $1 customers */
export const FORGET_MERGES: readonly string[] = [
  'DELETE FROM merge_rows WHERE merge_id IN (SELECT id FROM merges WHERE kept_id = ANY ($1::bigint[]) OR merged_id = ANY ($1::bigint[]))',
  `UPDATE merges SET cause = '[]', external_id = NULL, changed = '{}', lost = '[]' WHERE kept_id = ANY ($1::bigint[]) OR merged_id = ANY ($1::bigint[])`,
  'DELETE FROM possible_duplicates WHERE one_id = ANY ($1::bigint[]) OR other_id = ANY ($1::bigint[])',
];

/** The last deliveries of other systems, which are kept for a few days, lose what they say where they name the customer. Before the identities go. */
const BLANK_DELIVERIES = `
  UPDATE inbound_deliveries d SET body = ''
  FROM (${WRITTEN}
    UNION SELECT lower(external_id) FROM customers WHERE id = $1 AND external_id IS NOT NULL
  ) k WHERE strpos(lower(d.body), k.value) > 0`;

/** Answers to repeated requests are sealed, so that nobody can tell whom they speak of: all of them lose what they say, and keep that they were given. */
export const BLANK_ANSWERS = 'UPDATE idempotency_keys SET body = NULL WHERE body IS NOT NULL';

export const ERASE_TRACES: readonly string[] = [
  TELL_IMPORTS,
  BLANK_REJECTS,
  BLANK_DELIVERIES,
  RENAME_EVENTS,
  RENAME_ORDERS,
  'DELETE FROM identities WHERE customer_id = $1',
  'DELETE FROM attribute_claims WHERE customer_id = $1',
  // what stands in consents goes to the ledger as it is removed
  'DELETE FROM consents WHERE customer_id = $1',
  'DELETE FROM consent_records WHERE customer_id = $1',
  'DELETE FROM consent_requests WHERE customer_id = $1',
  'DELETE FROM subject_exports WHERE customer_id = $1',
  'DELETE FROM list_members WHERE customer_id = $1',
  "UPDATE events SET properties = '{}' WHERE customer_id = $1 AND properties <> '{}'",
  "UPDATE orders SET attributes = '{}' WHERE customer_id = $1 AND attributes <> '{}'",
  'UPDATE messages SET address = NULL, error = NULL, provider_ref = NULL WHERE customer_id = $1',
  "UPDATE responses SET user_agent = NULL, detail = NULL, url = regexp_replace(url, '[?#].*$', '') WHERE customer_id = $1",
  'DELETE FROM customer_values WHERE customer_id = $1',
  'DELETE FROM value_changes WHERE customer_id = $1',
  'DELETE FROM value_marks WHERE customer_id = $1',
  'DELETE FROM customer_segments WHERE customer_id = $1',
  'DELETE FROM segment_moves WHERE customer_id = $1',
  'DELETE FROM look_alike_people WHERE customer_id = $1',
  'DELETE FROM tag_changes WHERE customer_id = $1',
  'DELETE FROM tag_news WHERE customer_id = $1',
  // the code stays spent, and nobody had it
  'UPDATE coupon_issues SET customer_id = 0, journey_id = NULL WHERE customer_id = $1',
  // what colleagues were asked to do names the person, and nobody has to do it any more
  'DELETE FROM tasks WHERE customer_id = $1',
  "UPDATE audit SET before = NULL, after = NULL WHERE object_kind = 'customer' AND object_id = $1::text",
];
