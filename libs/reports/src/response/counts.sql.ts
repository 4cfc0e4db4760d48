/** What is counted faster than this is counted at every look, in milliseconds. */
export const SLOW_MS = 500;
/** A count that takes ten seconds is taken every 200 at most: a twentieth of one core. */
const PAUSE = 20;
const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 600;
/** So many messages make a journey one whose report nobody should have to wait for: it is counted before anyone asks. */
const LARGE = 100_000;

/** What the ledgers of journey `j` hold, in short: as long as it is the same, a count would give the same. */
const BASIS = `
  concat_ws('/', j.version_id,
    (SELECT sum(t.people) FROM way_totals t WHERE t.journey_id = j.id),
    (SELECT string_agg(s.place, ',' ORDER BY s.place) FROM (
      SELECT concat(t.node_id, ' ', t.state, ' ', t.reason, ' ', sum(t.messages)) AS place FROM message_totals t
      WHERE t.journey_id = j.id GROUP BY t.node_id, t.state, t.reason HAVING sum(t.messages) <> 0) s),
    (SELECT max(id) FROM event_batches))`;

/** `$1` journey */
export const READ_BASIS = `SELECT md5(${BASIS}) AS basis FROM journeys j WHERE j.id = $1`;

/** `$1` journey, `$2` day */
export const KEPT = 'SELECT body, counted_at AS "countedAt", took_ms AS "tookMs" FROM report_counts WHERE journey_id = $1 AND day = $2';

/** `$1` journey, `$2` day, `$3` when it was counted, `$4` how long that took in milliseconds, `$5` what it said, `$6` on what it rests */
export const KEEP = `
  INSERT INTO report_counts (journey_id, day, counted_at, took_ms, body, basis) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (journey_id, day) DO UPDATE
    SET counted_at = excluded.counted_at, took_ms = excluded.took_ms, body = excluded.body, basis = excluded.basis
  WHERE report_counts.counted_at < excluded.counted_at`;

/** Somebody looks, at `$3`. Written once in a while, so that looking stays cheap. `$1` journey, `$2` day */
export const ASKED = `
  UPDATE report_counts SET asked_at = $3
  WHERE journey_id = $1 AND day = $2 AND (asked_at IS NULL OR asked_at < $3::timestamptz - interval '20 seconds')`;

/**
 * Reports that it is time to count: those of large journeys for the last days that nobody has counted yet, and those whose journey has gone on since they were. What
 * somebody has looked at within the hour is counted more often than what nobody has. `$1` now, `$2` days that are still new, with `$3`, `$4` their bounds
 */
export const DUE = `
  SELECT j.id AS "journeyId", to_char(d.day, 'YYYY-MM-DD') AS day
  FROM unnest($2::date[], $3::timestamptz[], $4::timestamptz[]) AS d (day, from_at, to_at)
  CROSS JOIN journeys j
  WHERE j.archived_at IS NULL AND j.version_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM report_counts r WHERE r.journey_id = j.id AND r.day = d.day)
    AND (SELECT sum(t.messages) FROM message_totals t WHERE t.journey_id = j.id) >= ${LARGE}
    AND EXISTS (SELECT FROM messages m WHERE m.journey_id = j.id AND m.decided_at >= d.from_at AND m.decided_at < d.to_at)
  UNION ALL
  SELECT r.journey_id, to_char(r.day, 'YYYY-MM-DD')
  FROM report_counts r JOIN journeys j ON j.id = r.journey_id AND j.archived_at IS NULL AND j.version_id IS NOT NULL
  WHERE (r.asked_at > $1::timestamptz - interval '1 hour' OR r.day = ANY ($2::date[]))
    AND r.counted_at < $1::timestamptz - interval '1 second' * CASE
      WHEN r.asked_at > $1::timestamptz - interval '1 hour' THEN least(${LONGEST_SECONDS}, greatest(${SHORTEST_SECONDS}, r.took_ms * ${PAUSE} / 1000))
      ELSE ${LONGEST_SECONDS} END
    AND r.basis IS DISTINCT FROM (SELECT md5(${BASIS}))
  ORDER BY 2 DESC, 1`;

/** Held while a report is being counted, so that no second worker counts the same people at the same time. `$1` journey, `$2` day */
export const TRY_LOCK = `SELECT pg_try_advisory_xact_lock(hashtextextended('count:' || $1 || ':' || $2, 0)) AS mine`;
