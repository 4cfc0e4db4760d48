/** Pools are taken in the order of their ids, so that two cohorts that need the same ones can't wait for each other. `$1` pools */
export const LOCK_POOLS = 'SELECT 1 FROM coupon_pools WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE';

/**
 * Hands out codes: each person's place among those who want one of a pool, in the order of their ids, is the place of their code among those that are left. Who has one of this node already, from before an edit
 * led them here again, keeps it. The pools are locked, so that their numbers are true until the transaction ends. `people` gives `customer_id, journey_id, entry_no, pool_id`; the placeholders are those of the
 * node, of now and of when the codes expire.
 */
export const issueStatement = (people: string, { node, now, expires }: Readonly<Record<'node' | 'now' | 'expires', string>>): string => `
  WITH people AS MATERIALIZED (${people}),
  placed AS (
    SELECT p.*, row_number() OVER (PARTITION BY p.pool_id ORDER BY p.customer_id) AS place FROM people p
    WHERE NOT EXISTS (
      SELECT 1 FROM coupon_issues i
      WHERE i.customer_id = p.customer_id AND i.journey_id = p.journey_id AND i.entry_no = p.entry_no AND i.node_id = ${node}::text
    )
  ),
  issued AS (
    INSERT INTO coupon_issues (customer_id, journey_id, entry_no, node_id, pool_id, code, issued_at, expires_at)
    SELECT p.customer_id, p.journey_id, p.entry_no, ${node}::text, p.pool_id, k.code, ${now}::timestamptz, ${expires}::timestamptz
    FROM placed p JOIN coupon_pools o ON o.id = p.pool_id JOIN coupon_codes k ON k.pool_id = p.pool_id AND k.n = o.next_n + p.place - 1
    ORDER BY p.customer_id
    RETURNING pool_id
  )
  UPDATE coupon_pools o SET next_n = o.next_n + taken.codes
  FROM (SELECT pool_id, count(*) AS codes FROM issued GROUP BY pool_id) taken WHERE o.id = taken.pool_id`;
