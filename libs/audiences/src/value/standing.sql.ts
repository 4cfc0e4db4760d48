/**
 * Scores, tier and stage of some people, from what is written of them and from where scores and tiers part; who has them already, and whose facts have not changed since, is left alone. Changes are noted one by one, and counted by the day, unless the rules
 * themselves have changed (`$12`): then nobody has done anything. A person's first stage is noted where it is not that of a prospect. One row: whose row was written, of whom something that is told to others may have changed, and the changes.
 *
 * A score is one more than the number of places at or below the value; a tier is known by what somebody brought (`amount`), or by the sum of their scores (`rfm`).
 * A stage follows from the purchases and the day alone: how many days they are overdue against their rhythm, whether they had lapsed before they came last, how many purchases there are, and when the first was.
 *
 * $1 people, $2 the places of recency, $3 of frequency, $4 of money, $5 what tiers go by, $6 their places from L3 up to L1, $7 today, $8 overdue: risk, lapsed, usual, shortest, longest, $9 days as new, $10 purchases of the
 * loyal, $11 now, $12 whether to be quiet, $13 the currency of value
 */
export const WRITE_STANDING = `
  WITH scored AS (
    SELECT v.*, CASE WHEN window_purchases > 0 THEN 1 + width_bucket(last_at, $2::timestamptz[]) END AS r,
      CASE WHEN window_purchases > 0 THEN 1 + width_bucket(window_purchases, $3::integer[]) END AS f,
      CASE WHEN window_purchases > 0 THEN 1 + width_bucket(window_minor, $4::bigint[]) END AS m,
      $7::date - last_day AS idle, CASE WHEN purchase_days > 2 THEN least(greatest(gap_days, ($8::float8[])[4]), ($8::float8[])[5]) ELSE ($8::float8[])[3] END AS rhythm
    FROM customer_values v WHERE customer_id = ANY ($1::bigint[])
  ), found AS (
    SELECT customer_id, tier AS former_tier, stage AS former_stage, r, f, m,
      jsonb_strip_nulls(jsonb_build_object('idleDays', idle, 'gapDays', round(rhythm), 'purchases', purchases, 'previousGapDays', previous_gap_days)) AS why_stage,
      jsonb_build_object('total', jsonb_build_object('amount', total_minor, 'currency', $13::text)) AS why_tier,
      CASE WHEN purchases = 0 THEN NULL
        WHEN $5 = 'rfm' THEN 'L' || (4 - width_bucket(coalesce(r + f + m, 0), $6::numeric[]::integer[]))
        ELSE 'L' || (4 - width_bucket(total_minor, $6::numeric[]::bigint[])) END AS tier,
      CASE WHEN purchases = 0 THEN 'prospect'
        WHEN idle > rhythm * ($8::float8[])[2] THEN 'lapsed'
        WHEN idle > rhythm * ($8::float8[])[1] THEN 'at_risk'
        WHEN previous_gap_days > rhythm * ($8::float8[])[2] THEN 'won_back'
        WHEN purchases >= $10 THEN 'loyal'
        WHEN $7::date - first_day <= $9 THEN 'new'
        ELSE 'active' END AS stage
    FROM scored
  ), written AS (
    UPDATE customer_values v SET untold = false, recency = n.r, frequency = n.f, money = n.m, tier = n.tier, stage = n.stage,
      stage_since = CASE WHEN v.stage IS DISTINCT FROM n.stage THEN $7::date ELSE v.stage_since END
    FROM found n
    WHERE v.customer_id = n.customer_id
      AND (v.untold OR (v.recency, v.frequency, v.money, v.tier, v.stage) IS DISTINCT FROM (n.r::smallint, n.f::smallint, n.m::smallint, n.tier, n.stage))
    RETURNING n.customer_id, n.former_tier, n.former_stage, n.tier, n.stage, n.why_stage, n.why_tier
  ), changes AS (
    SELECT customer_id, 'stage' AS kind, former_stage AS former, stage AS latter, why_stage AS why FROM written WHERE stage IS DISTINCT FROM former_stage AND (former_stage IS NOT NULL OR stage <> 'prospect')
    UNION ALL SELECT customer_id, 'tier', former_tier, tier, why_tier FROM written WHERE tier IS DISTINCT FROM former_tier AND former_stage IS NOT NULL
  ), noted AS (
    INSERT INTO value_changes (customer_id, at, kind, former, latter, why)
    SELECT customer_id, $11, kind, former, latter, why FROM changes WHERE NOT $12 ORDER BY customer_id, kind
    ON CONFLICT (customer_id, at, kind) DO UPDATE SET latter = excluded.latter, why = excluded.why
  ), flows AS (
    INSERT INTO stage_flows AS s (day, former, latter, people)
    SELECT $7::date, coalesce(former, ''), latter, count(*) FROM changes WHERE kind = 'stage' AND NOT $12 GROUP BY former, latter ORDER BY 2, 3
    ON CONFLICT (day, former, latter) DO UPDATE SET people = s.people + excluded.people
  )
  SELECT (SELECT coalesce(array_agg(customer_id)::text[], '{}') FROM written) AS written,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('customerId', customer_id::text, 'kind', kind, 'former', former, 'latter', latter) ORDER BY customer_id, kind), '[]') FROM changes WHERE NOT $12) AS changes`;

/** The attributes of some people as their row says. $1 people, $2 minor units in a whole one */
export const ATTRIBUTES_OF = `
  SELECT customer_id, jsonb_build_object(
    'value_stage', stage, 'value_stage_since', stage_since, 'value_tier', tier, 'value_recency', recency, 'value_frequency', frequency, 'value_money', money,
    'value_rfm', recency::text || frequency || money) || CASE WHEN purchases + returns = 0 THEN '{}' ELSE jsonb_build_object(
    'value_total', trim_scale(total_minor / $2::numeric), 'value_margin', trim_scale(margin_minor / $2::numeric), 'value_purchases', purchases, 'value_returns', returns,
    'value_average_order', CASE WHEN purchases > 0 THEN trim_scale(round(total_minor / $2::numeric / purchases, 2)) END, 'value_gap_days', gap_days, 'value_first_purchase', first_day, 'value_last_purchase', last_day,
    'value_product', product, 'value_category', category, 'value_channel', channel, 'value_store', store) END AS patch
  FROM customer_values WHERE customer_id = ANY ($1::bigint[])`;
