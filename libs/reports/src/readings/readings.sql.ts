/**
 * Readings that nobody has taken yet, of the slots `$1 … $5` (day, reading, when due, and the bounds of the day) and of every journey that decided on
 * someone that day. Each question is a look into an index, so that the size of the days does not matter.
 */
export const OPEN_READINGS = `
  SELECT j.id AS "journeyId", to_char(s.day, 'YYYY-MM-DD') AS day, s.reading, s.due_at AS "dueAt"
  FROM unnest($1::date[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[]) AS s (day, reading, due_at, from_at, to_at)
  CROSS JOIN journeys j
  WHERE j.archived_at IS NULL AND j.version_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM report_readings r WHERE r.journey_id = j.id AND r.day = s.day AND r.reading = s.reading)
    AND (
      EXISTS (SELECT FROM messages m WHERE m.journey_id = j.id AND m.decided_at >= s.from_at AND m.decided_at < s.to_at)
      OR EXISTS (SELECT FROM cohorts c WHERE c.journey_id = j.id AND c.held_out_at >= s.from_at AND c.held_out_at < s.to_at)
    )
  ORDER BY s.due_at, s.day, j.id`;

/** Held while a reading is being taken, so that a second worker does not count the same people at the same time. */
export const TRY_LOCK = `SELECT pg_try_advisory_xact_lock(hashtextextended('reading:' || $1 || ':' || $2 || ':' || $3, 0)) AS mine`;

export const IS_TAKEN = 'SELECT FROM report_readings WHERE journey_id = $1 AND day = $2 AND reading = $3';

export const KEEP = `
  INSERT INTO report_readings (journey_id, day, reading, taken_at, body) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (journey_id, day, reading) DO NOTHING`;

export const OF_DAY = `
  SELECT reading, taken_at AS "takenAt", body FROM report_readings WHERE journey_id = $1 AND day = $2 ORDER BY taken_at, array_position(ARRAY['first', 'd3', 'd7'], reading)`;

/** Whether months have been archived, and not been read back, in which a send day is, or the week in which it is read. */
export const IS_ARCHIVED = `
  SELECT 1 FROM archives WHERE month BETWEEN date_trunc('month', $1::date) AND $1::date + 7 AND restored_at IS NULL LIMIT 1`;
