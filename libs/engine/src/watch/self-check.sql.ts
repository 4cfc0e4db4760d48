/** Takes one kind of check that is due by the database's clock for oneself, so that of several workers one runs it. A check that takes long is run less often. `$1` kind, `$2` how often in seconds */
export const BEGIN_CHECK = `
  UPDATE self_checks SET begun_at = clock_timestamp()
  WHERE kind = $1 AND (begun_at IS NULL OR begun_at < clock_timestamp() - greatest($2::float8, took_ms / 10.0) * interval '1 second')
  RETURNING kind`;

/** `$1` kind, `$2` how long it took in milliseconds, `$3` what it found */
export const END_CHECK = 'UPDATE self_checks SET ran_at = clock_timestamp(), took_ms = $2, differences = $3 WHERE kind = $1';

export const SIGN_OF_LIFE = `UPDATE self_checks SET ran_at = clock_timestamp() WHERE kind = 'look'`;

export const CHECKS = `
  SELECT s.kind, s.ran_at AS "ranAt", s.took_ms AS "tookMs", s.differences, coalesce(s.ran_at < clock_timestamp() - interval '1 minute', true) AS "isOld"
  FROM self_checks s ORDER BY s.kind`;

/**
 * Where the running totals and the cohorts disagree on how many stand at a node. Cohorts count who was there at their last step; who has left on their own since is taken off.
 */
export const TOTALS = `
  WITH totalled AS (
    SELECT journey_id, version_id, node_id, sum(people) AS people FROM (
      SELECT journey_id, version_id, to_node AS node_id, people FROM way_totals WHERE to_node IS NOT NULL
      UNION ALL SELECT journey_id, version_id, from_node, -people FROM way_totals WHERE from_node IS NOT NULL
    ) ways GROUP BY journey_id, version_id, node_id
  ), counted AS (
    SELECT c.journey_id, c.version_id, c.node_id, sum(c.size
      - coalesce((SELECT sum(m.people) FROM moves m WHERE m.cohort_id = c.id AND m.seq = c.seq AND m.kind = 'leave'), 0)
      - coalesce((
          SELECT sum(m.people) FROM cohorts k JOIN moves m ON m.cohort_id = k.id AND m.seq = c.seq + 1 AND m.kind IN ('wake', 'switch')
          WHERE k.parent_id = c.id AND k.parent_seq = c.seq
        ), 0)) AS people
    FROM cohorts c WHERE c.state = 'standing' GROUP BY c.journey_id, c.version_id, c.node_id
  )
  SELECT journey_id AS "journeyId", node_id AS "nodeId", sum(totals)::int AS "byTotals", sum(people)::int AS "byCount"
  FROM (
    SELECT journey_id, version_id, node_id, people AS totals, 0 AS people FROM totalled
    UNION ALL SELECT journey_id, version_id, node_id, 0, people FROM counted
  ) told
  GROUP BY journey_id, version_id, node_id HAVING sum(totals) <> sum(people) ORDER BY 1, 2 LIMIT 50`;
