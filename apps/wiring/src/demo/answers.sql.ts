/** Hands over what is queued: at once, with a few addresses that bounce. `$1` now */
export const DELIVER = `
  UPDATE messages m SET state = CASE WHEN wayfare_fraction(m.customer_id, 91) < 0.006 THEN 'bounced' ELSE 'sent' END,
    reason = CASE WHEN wayfare_fraction(m.customer_id, 91) < 0.006 THEN 'provider_error' END,
    handed_at = $1::timestamptz + make_interval(secs => wayfare_fraction(m.customer_id, 92) * 240), attempts = 1, address = c.email
  FROM customers c WHERE c.id = m.customer_id AND m.state = 'queued' AND m.not_before <= $1`;

/** What came back to messages handed over in [`$1`, `$2`): opens by people and by machines, clicks. `$3` seed of the day */
export const RESPONSES = `
  INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at, machine, url)
  SELECT m.customer_id, m.id, k.kind, k.key, m.journey_id, m.handed_at + make_interval(mins => k.minute), k.machine, k.url
  FROM messages m
  CROSS JOIN LATERAL (
    SELECT 'open' AS kind, 'proxy' AS key, 1 AS minute, true AS machine, NULL AS url WHERE wayfare_fraction(m.customer_id, $3::bigint + 1) < 0.21
    UNION ALL SELECT 'open', 'person', 12 + floor(power(wayfare_fraction(m.customer_id, $3::bigint + 2), 2) * 420)::int, false, NULL WHERE wayfare_fraction(m.customer_id, $3::bigint + 3) < 0.36
    UNION ALL SELECT 'click', 'person', 14 + floor(power(wayfare_fraction(m.customer_id, $3::bigint + 2), 2) * 420)::int, false, 'https://shop.example/new' WHERE wayfare_fraction(m.customer_id, $3::bigint + 3) < 0.075
  ) k
  WHERE m.state = 'sent' AND m.handed_at >= $1 AND m.handed_at < $2
  ON CONFLICT DO NOTHING`;

/**
 * Who visited the shop, and bought, that day: people who were written to in [`$1`, `$2`) by `$4` (node → share), people held out in the last two days at the base
 * rate. `$3` seed of the day. Amounts in fen; null where nothing was bought.
 */
export const DOINGS = `
  SELECT d.customer_id AS "customerId", d.at,
    CASE WHEN wayfare_fraction(d.customer_id, $3::bigint + 6) < 0.17 THEN 8900 + floor(power(wayfare_fraction(d.customer_id, $3::bigint + 7), 3) * 90000)::bigint END AS "spentMinor"
  FROM (
    SELECT DISTINCT ON (p.customer_id) p.customer_id, least(p.at + make_interval(mins => 20 + floor(wayfare_fraction(p.customer_id, $3::bigint + 5) * 540)::int), $2::timestamptz) AS at
    FROM (
      SELECT m.customer_id, m.handed_at AS at, coalesce(($4::jsonb ->> m.node_id)::double precision, 0.1) AS share
      FROM messages m WHERE m.state = 'sent' AND m.handed_at >= $1 AND m.handed_at < $2
      UNION ALL
      SELECT e.customer_id, c.held_out_at, 0.062 FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id WHERE c.held_out_at >= $1 AND c.held_out_at < $2
    ) p
    WHERE wayfare_fraction(p.customer_id, $3::bigint + 4) < p.share
    ORDER BY p.customer_id, p.at
  ) d`;

/** Who signed up since: they enter the welcome journey. `$1` … `$2` the day */
export const SIGNUPS = `SELECT id AS "customerId", created_at AS at FROM customers WHERE created_at >= $1 AND created_at < $2 ORDER BY created_at`;
