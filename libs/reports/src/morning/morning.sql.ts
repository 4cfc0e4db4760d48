/** Who gets a mail about the send day `$1` and has not got it: subscribed before its morning `$2`, with the journeys they follow that sent on it. `$3` now */
export const DUE_MAILS = `
  SELECT u.id AS "userId", u.email, u.locale, array_agg(r.journey_id::text ORDER BY (r.body->>'targeted')::int DESC, r.journey_id) AS "journeyIds"
  FROM users u
  JOIN report_readings r ON r.day = $1 AND r.reading = 'first'
  JOIN journeys j ON j.id = r.journey_id AND j.archived_at IS NULL
  WHERE u.disabled_at IS NULL
    AND EXISTS (SELECT FROM report_subscriptions s WHERE s.user_id = u.id AND (s.journey_id IS NULL OR s.journey_id = r.journey_id) AND s.created_at <= $2)
    AND NOT EXISTS (SELECT FROM report_mails m WHERE m.user_id = u.id AND m.day = $1 AND NOT (m.state = 'waiting' AND m.retry_at <= $3))
  GROUP BY u.id ORDER BY u.id`;

/** Takes a mail on, once: the row is there before the mail leaves. Only one that certainly did not leave is taken on again. */
export const CLAIM = `
  INSERT INTO report_mails AS m (user_id, day, state, attempts, started_at) VALUES ($1, $2, 'sending', 1, $3)
  ON CONFLICT (user_id, day) DO UPDATE SET state = 'sending', attempts = m.attempts + 1, started_at = excluded.started_at, retry_at = NULL
    WHERE m.state = 'waiting' AND m.retry_at <= excluded.started_at
  RETURNING m.attempts`;

export const FINISH = 'UPDATE report_mails SET state = $3, retry_at = $4, error = $5 WHERE user_id = $1 AND day = $2';

/** Nobody will ever say what became of these, or their morning is over. */
export const GIVE_UP = `
  UPDATE report_mails SET state = CASE state WHEN 'sending' THEN 'unknown' ELSE 'failed' END
  WHERE (state = 'sending' AND started_at < $1) OR (state = 'waiting' AND day < $2)`;

export const NEXT_RETRY = `SELECT min(retry_at) AS next FROM report_mails WHERE state = 'waiting' AND retry_at > $1 AND retry_at <= $2`;

export const BODIES = `SELECT body FROM report_readings WHERE day = $1 AND reading = 'first' AND journey_id = ANY($2::bigint[]) ORDER BY array_position($2::bigint[], journey_id)`;
