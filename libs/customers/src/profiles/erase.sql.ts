/**
 * What is removed when a customer is erased ($1 is their id, $2 the instant). What remains: that there was somebody (`customers.id`, the
 * instants), what they did and got without its content (names, instants and amounts of events and orders, states of messages), so that
 * every count and sum of the past stays true, and the addresses that must not be written to. Those stay as they are: an
 * address that asked to be left alone must still be known when the next file brings it again. Ids of events and orders stay too: they
 * are the sender's references, and what makes an event idempotent.
 */
export const ERASE_CUSTOMER = `
  UPDATE customers SET external_id = NULL, email = NULL, phone = NULL, time_zone = NULL, locale = NULL, attributes = '{}', tags = '{}',
    updated_at = $2, erased_at = $2
  WHERE id = $1 AND erased_at IS NULL`;

/** Rejected rows of imports belong to nobody; those that show one of the customer's addresses are blanked. Before the identities go. */
const BLANK_REJECTS = `
  UPDATE import_rejects r SET value = '', raw = '[]'
  FROM identities i WHERE i.customer_id = $1 AND strpos(lower(r.raw), i.value) > 0`;

export const ERASE_TRACES: readonly string[] = [
  BLANK_REJECTS,
  'DELETE FROM identities WHERE customer_id = $1',
  'DELETE FROM consents WHERE customer_id = $1',
  'DELETE FROM list_members WHERE customer_id = $1',
  "UPDATE events SET properties = '{}' WHERE customer_id = $1 AND properties <> '{}'",
  "UPDATE orders SET attributes = '{}' WHERE customer_id = $1 AND attributes <> '{}'",
  'UPDATE messages SET address = NULL, error = NULL, provider_ref = NULL WHERE customer_id = $1',
  'UPDATE responses SET user_agent = NULL, detail = NULL WHERE customer_id = $1',
  "UPDATE audit SET before = NULL, after = NULL WHERE object_kind = 'customer' AND object_id = $1::text",
];
