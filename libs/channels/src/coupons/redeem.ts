import type { Sql } from '@wayfare/platform';

/** The first event that names a code says when it was redeemed, whoever brought it. `$1` batches */
const REDEEM = `
  UPDATE coupon_issues i SET redeemed_at = r.at
  FROM (
    SELECT p.id AS pool_id, v.properties ->> p.redeem_property AS code, min(v.occurred_at) AS at
    FROM coupon_pools p JOIN event_batches b ON b.id = ANY($1::bigint[]) AND p.redeem_event = ANY (b.names)
    CROSS JOIN LATERAL unnest(b.customer_ids, b.event_ids) AS u (customer_id, event_id)
    JOIN events v ON v.customer_id = u.customer_id AND v.id = u.event_id AND v.name = p.redeem_event
    GROUP BY 1, 2
  ) r
  WHERE i.pool_id = r.pool_id AND i.code = r.code AND i.redeemed_at IS NULL`;

/** The events that say so of some pool. */
export const redeemingEvents = async (sql: Sql): Promise<ReadonlySet<string>> => {
  const rows = await sql.query<{ name: string }>('SELECT DISTINCT redeem_event AS name FROM coupon_pools WHERE redeem_event IS NOT NULL');
  return new Set(rows.map(({ name }) => name));
};

/** Marks the codes that events of some batches say were redeemed. Looking at a batch twice changes nothing. The batches are of one shard. */
export const redeemCoupons = (sql: Sql, batchIds: readonly string[]): Promise<unknown> => sql.query(REDEEM, [batchIds]);
