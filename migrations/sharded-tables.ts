/**
 * The tables that are dealt out to shards (decision 014), with the column that says to which: a customer's id by its hash, a shard by its number. Everything else stands once: what is small, what
 * is looked up by something else than a person, and what is counted over all shards.
 */
export const SHARDED_TABLES: Readonly<Record<string, { readonly by: string; readonly how: 'hash' | 'number' }>> = {
  customers: { by: 'id', how: 'hash' },
  attribute_claims: { by: 'customer_id', how: 'hash' },
  consents: { by: 'customer_id', how: 'hash' },
  consent_requests: { by: 'customer_id', how: 'hash' },
  consent_records: { by: 'customer_id', how: 'hash' },
  erasures: { by: 'customer_id', how: 'hash' },
  preference_revocations: { by: 'customer_id', how: 'hash' },
  events: { by: 'customer_id', how: 'hash' },
  orders: { by: 'customer_id', how: 'hash' },
  customer_values: { by: 'customer_id', how: 'hash' },
  tag_changes: { by: 'customer_id', how: 'hash' },
  value_changes: { by: 'customer_id', how: 'hash' },
  customer_segments: { by: 'customer_id', how: 'hash' },
  segment_moves: { by: 'customer_id', how: 'hash' },
  order_lines: { by: 'customer_id', how: 'hash' },
  list_members: { by: 'customer_id', how: 'hash' },
  enrollments: { by: 'customer_id', how: 'hash' },
  messages: { by: 'customer_id', how: 'hash' },
  responses: { by: 'customer_id', how: 'hash' },
  cohorts: { by: 'shard', how: 'number' },
  moves: { by: 'shard', how: 'number' },
};
