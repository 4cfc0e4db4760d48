/** Journeys that run, with who is inside by the sums of the moves, and when the next people go on. */
export const RUNNING = `
  SELECT j.id AS "journeyId", j.name,
    (SELECT coalesce(sum(CASE WHEN m.from_node IS NULL THEN m.people WHEN m.to_node IS NULL THEN -m.people ELSE 0 END), 0)::int
     FROM moves m WHERE m.journey_id = j.id) AS inside,
    (SELECT min(c.due_at) FROM cohorts c WHERE c.journey_id = j.id AND c.state = 'standing') AS "nextAt"
  FROM journeys j WHERE j.state = 'running' AND j.archived_at IS NULL ORDER BY j.launched_at DESC LIMIT 20`;

/** What an admin or a manager should look at, the gravest first. */
export const ATTENTION = `
  SELECT 'connector_failing' AS code, jsonb_build_object('name', name, 'message', left(last_error, 200)) AS values, '/connectors' AS link
  FROM connectors WHERE last_error IS NOT NULL
  UNION ALL
  SELECT 'messages_unknown', jsonb_build_object('name', j.name, 'people', u.people), '/journeys/' || j.id
  FROM (SELECT journey_id, count(*)::int AS people FROM messages WHERE state = 'unknown' AND decided_at > $1 GROUP BY journey_id) u JOIN journeys j ON j.id = u.journey_id
  UNION ALL
  SELECT 'import_failed', jsonb_build_object('fileName', file_name), '/customers/imports' FROM imports WHERE state = 'failed' AND created_at > $1
  UNION ALL
  SELECT 'source_failing', jsonb_build_object('name', name, 'message', left(error ->> 'message', 200)), '/customers/sources/feeds/' || id
  FROM source_feeds WHERE error IS NOT NULL AND NOT paused
  UNION ALL
  SELECT 'connector_paused', jsonb_build_object('name', name), '/connectors' FROM connectors WHERE paused
  UNION ALL
  SELECT CASE WHEN p.breaker IS NULL THEN 'journey_paused' ELSE 'journey_breaker' END,
    jsonb_strip_nulls(jsonb_build_object('name', j.name, 'most', p.breaker -> 'most')), '/journeys/' || j.id
  FROM journeys j LEFT JOIN journey_pauses p ON p.journey_id = j.id AND p.until_at IS NULL WHERE j.state = 'paused' AND j.archived_at IS NULL
  UNION ALL
  SELECT 'blast_guard', jsonb_build_object('name', j.name, 'people', h.people), '/journeys/' || j.id
  FROM (
    SELECT r.journey_id, sum(cardinality(k.customer_ids))::int AS people
    FROM entry_runs r JOIN entry_chunks k ON k.run_id = r.id AND k.applied_at IS NULL WHERE r.state = 'held' GROUP BY r.journey_id
  ) h JOIN journeys j ON j.id = h.journey_id
  UNION ALL
  -- on the latest day, more than half as many again as on a usual day of the four weeks before
  SELECT 'many_at_risk', jsonb_build_object('people', f.people, 'usual', f.usual), '/customers/value'
  FROM (
    SELECT sum(people) FILTER (WHERE day = newest)::int AS people, round(coalesce(sum(people) FILTER (WHERE day < newest), 0) / 28.0)::int AS usual
    FROM stage_flows, (SELECT max(day) AS newest FROM stage_flows) n
    WHERE latter = 'at_risk' AND day > newest - 29 AND newest > ($1::timestamptz + interval '5 days')::date
  ) f WHERE f.people >= 20 AND f.people > 1.5 * f.usual
  UNION ALL
  SELECT 'coupons_low', jsonb_build_object('name', name, 'left', total - next_n + 1), '/content?tab=coupons'
  FROM coupon_pools WHERE archived_at IS NULL AND next_n > 1 AND total - next_n + 1 <= low_at
  LIMIT 20`;

/** The planner's estimate is enough for a large workspace; a small one is counted. */
export const SIZES = `
  SELECT
    CASE WHEN about.customers > 100000 THEN about.customers ELSE (SELECT count(*)::int FROM customers WHERE erased_at IS NULL) END AS customers,
    NOT EXISTS (SELECT FROM journeys) AND NOT EXISTS (SELECT FROM customers) AS empty
  FROM (
    SELECT coalesce(sum(greatest(reltuples, 0)), 0)::int AS customers FROM pg_class WHERE relname = 'customers' AND relkind = 'r' AND relpersistence <> 't'
  ) about`;

export const FOUND = `
  (SELECT 'journey' AS kind, id, name, state AS detail FROM journeys WHERE archived_at IS NULL AND name ILIKE $1 ORDER BY updated_at DESC LIMIT 6)
  UNION ALL (SELECT 'segment', id, name, '' FROM segments WHERE name ILIKE $1 ORDER BY updated_at DESC LIMIT 6)
  UNION ALL (SELECT 'template', id, name, channel FROM templates WHERE archived_at IS NULL AND name ILIKE $1 ORDER BY updated_at DESC LIMIT 6)`;
