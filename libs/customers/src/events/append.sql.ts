/**
 * Writes events that are not in the ledger yet, and the batch that tells the engine of them: one for each shard whose people they are of, whose ids are given. In order of the key, so that two batches
 * with the same events wait for each other instead of deadlocking. Names and properties that are new, or were noted more than an hour
 * ago, go into the catalogue last, in order too; what is noted already is not touched, not even locked.
 *
 * $1 customer ids, $2 event ids, $3 names, $4 occurred, $5 received, $6 properties, $7 values, $8 currencies, $9 received (of the batch),
 * $10 names seen, $11 their properties with the kind of each
 */
export const APPEND_EVENTS = `
  WITH fresh AS (
    INSERT INTO events (customer_id, id, name, occurred_at, received_at, properties, value_minor, value_currency)
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::jsonb[], $7::bigint[], $8::text[])
      AS input (customer_id, id, name, occurred_at, received_at, properties, value_minor, value_currency)
    ORDER BY customer_id, id COLLATE "C"
    ON CONFLICT (customer_id, id) DO NOTHING
    RETURNING customer_id, id, name
  ), named AS (
    SELECT shard, array_agg(name ORDER BY name) AS names, array_agg(events ORDER BY name) AS counts
    FROM (SELECT wayfare_shard(customer_id) AS shard, name, count(*)::integer AS events FROM fresh GROUP BY 1, 2) counted GROUP BY shard
  ), batch AS (
    INSERT INTO event_batches (received_at, names, counts, customer_ids, event_ids, shard)
    SELECT $9, names, counts, customer_ids, event_ids, shard
    FROM named JOIN (
      SELECT wayfare_shard(customer_id) AS shard, array_agg(customer_id ORDER BY customer_id, id) AS customer_ids, array_agg(id ORDER BY customer_id, id) AS event_ids
      FROM fresh GROUP BY 1
    ) whose USING (shard)
    RETURNING id
  ), noted AS (
    INSERT INTO event_catalogue (name, properties, first_seen_at, last_seen_at)
    SELECT seen.name, seen.properties, $9, $9
    FROM unnest($10::text[], $11::jsonb[]) AS seen (name, properties)
    WHERE NOT EXISTS (
      SELECT 1 FROM event_catalogue k
      WHERE k.name = seen.name AND k.properties @> seen.properties AND k.last_seen_at > $9::timestamptz - interval '1 hour'
    )
    ORDER BY seen.name
    ON CONFLICT (name) DO UPDATE
      SET properties = event_catalogue.properties || excluded.properties, last_seen_at = greatest(event_catalogue.last_seen_at, excluded.last_seen_at)
  )
  SELECT (SELECT array_agg(id ORDER BY id) FROM batch) AS "batchIds", (SELECT count(*) FROM fresh)::int AS accepted`;

/** The events of batches, by customer and id: what of a list was new is what stands in the batches that it made. */
export const EVENTS_OF_BATCHES = `
  SELECT u.customer_id AS "customerId", u.event_id AS id
  FROM event_batches b, unnest(b.customer_ids, b.event_ids) AS u (customer_id, event_id) WHERE b.id = ANY($1::bigint[])`;
