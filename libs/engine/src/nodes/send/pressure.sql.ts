/**
 * Those of a step's messages that some cap does not let leave when they would, with the other times at which their people were, or are about to be, written to.
 * `$1` journey, `$2` cohort, `$3` node, `$4` now, `$5` channel; the caps: `$6` windows in milliseconds, `$7` how many, `$8` channels ('' = all); `$9` the widest window.
 * What journeys of a lower priority have queued and nobody has claimed leaves them room (`$10` our priority): it is asked again when it is about to leave.
 */
export const OVER_A_CAP = `
  WITH mine AS MATERIALIZED (
    SELECT m.customer_id, m.entry_no, m.pass, m.not_before, m.deferred_by FROM messages m
    WHERE m.journey_id = $1 AND m.cohort_id = $2 AND m.node_id = $3 AND m.decided_at = $4 AND m.state = 'queued'
  ), touched AS (
    SELECT mine.*, others.times, others.channels
    FROM mine CROSS JOIN LATERAL (
      SELECT array_agg(coalesce(x.handed_at, x.not_before)) AS times, array_agg(x.channel) AS channels
      FROM messages x
      WHERE x.customer_id = mine.customer_id AND x.channel <> 'webhook' AND NOT x.transactional
        AND x.state IN ('queued', 'sending', 'sent', 'delivered', 'bounced', 'unknown')
        AND (x.journey_id, x.entry_no, x.node_id, x.pass) <> ($1, mine.entry_no, $3, mine.pass)
        AND NOT (x.state = 'queued' AND (SELECT v.priority FROM journey_versions v WHERE v.id = x.version_id) < $10::int)
        AND coalesce(x.handed_at, x.not_before) > mine.not_before - $9::float8 * interval '1 millisecond'
    ) others
    -- most people had nothing lately: they are under every cap
    WHERE cardinality(others.times) >= (SELECT min(most) FROM unnest($7::int[]) most)
  )
  SELECT t.customer_id AS "customerId", t.entry_no AS "entryNo", t.pass, t.not_before AS "notBefore", t.deferred_by AS "deferredBy",
    coalesce(c.time_zone, '') AS zone, t.times, t.channels
  FROM touched t LEFT JOIN customers c ON c.id = t.customer_id
  WHERE EXISTS (
    SELECT 1 FROM unnest($6::float8[], $7::int[], $8::text[]) AS cap (milliseconds, most, channel)
    WHERE cap.channel IN ('', $5) AND cap.most <= (
      SELECT count(*) FROM unnest(t.times, t.channels) AS other (at, channel)
      WHERE cap.channel IN ('', other.channel) AND other.at <= t.not_before AND other.at > t.not_before - cap.milliseconds * interval '1 millisecond'
    )
  )`;

/** What became of them. `$1` journey, `$2` node, then by position: `$3` customers, `$4` stays, `$5` passes, `$6` states, `$7` reasons, `$8` not before, `$9` what they wait for */
export const SETTLE = `
  UPDATE messages m SET state = f.state, reason = f.reason, not_before = f.not_before, deferred_by = f.deferred_by
  FROM unnest($3::bigint[], $4::int[], $5::int[], $6::text[], $7::text[], $8::timestamptz[], $9::text[])
    AS f (customer_id, entry_no, pass, state, reason, not_before, deferred_by)
  WHERE m.customer_id = f.customer_id AND m.journey_id = $1 AND m.entry_no = f.entry_no AND m.node_id = $2 AND m.pass = f.pass`;
