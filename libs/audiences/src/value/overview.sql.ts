/** Everything that is counted of people's standing, in one look at all of them. `kind` says which row it is. */
export const COUNTS = `
  SELECT CASE grouping(tier, stage, recency, frequency) WHEN 7 THEN 'tier' WHEN 11 THEN 'stage' WHEN 12 THEN 'grid' ELSE 'all' END AS kind,
    tier, stage, recency, frequency, count(*)::int AS people, count(*) FILTER (WHERE purchases > 0)::int AS buyers, coalesce(sum(purchases), 0)::int AS purchases,
    coalesce(sum(total_minor), 0)::bigint AS value, coalesce(sum(window_minor), 0)::bigint AS lately
  FROM customer_values WHERE stage IS NOT NULL
  GROUP BY GROUPING SETS ((tier), (stage), (recency, frequency), ())`;

/** $1 the first day */
export const FLOWS = `SELECT nullif(former, '') AS "from", latter AS "to", sum(people)::int AS people FROM stage_flows WHERE day > $1 GROUP BY 1, 2 ORDER BY people DESC, 1, 2`;

/** $1 currency. Enough to say that there are some. */
export const LEFT_OUT = `SELECT count(*)::int AS "leftOut" FROM (SELECT 1 FROM orders WHERE currency <> $1 LIMIT 100000) o`;

/** Who would be in which tier. $1 what tiers go by, $2 their places from L3 up to L1 */
export const PREVIEW = `
  SELECT tier, count(*)::int AS people, sum(total_minor)::bigint AS value FROM (
    SELECT 'L' || (4 - CASE WHEN $1 = 'rfm' THEN width_bucket(coalesce(recency + frequency + money, 0), $2::numeric[]::integer[]) ELSE width_bucket(total_minor, $2::numeric[]::bigint[]) END) AS tier, total_minor
    FROM customer_values WHERE purchases > 0
  ) v GROUP BY tier`;

export const CUSTOMER_VALUE = `
  SELECT purchases, returns, total_minor AS total, margin_minor AS margin, CASE WHEN purchases > 0 THEN round(total_minor::numeric / purchases)::bigint END AS "averageOrder", gap_days AS "gapDays",
    first_day::text AS "firstDay", last_day::text AS "lastDay", product, category, channel, store, recency, frequency, money, tier, stage, stage_since::text AS "stageSince"
  FROM customer_values WHERE customer_id = $1 AND stage IS NOT NULL`;
export const CUSTOMER_CHANGES = `SELECT at, kind, former AS "from", latter AS "to" FROM value_changes WHERE customer_id = $1 ORDER BY at DESC, kind LIMIT 50`;

/** Whom a flow counts, as a condition on `c`. $1 the stage they were in, null for those who came in, $2 the stage they went to, $3 the first day, $4 zone */
export const FLOWED = `
  c.id IN (
    SELECT v.customer_id FROM value_changes v
    WHERE v.kind = 'stage' AND v.former IS NOT DISTINCT FROM $1::text AND v.latter = $2 AND (v.at AT TIME ZONE $4)::date > $3::date)`;

/** $1 settings, $2 now */
export const WRITE_SETTINGS = `
  INSERT INTO value_settings AS s (settings, revision, updated_at) VALUES ($1, 1, $2)
  ON CONFLICT (only_row) DO UPDATE SET settings = excluded.settings, revision = s.revision + 1, updated_at = excluded.updated_at`;
