import { TASK_CUSTOMER_NAME } from '@wayfare/engine';

/** Since when a task has been its colleague's. */
const SINCE = 'greatest(t.made_at, t.assigned_at)';

/** An open task of whose assignment its colleague was not told: word for word what `tasks_untold_idx` holds. */
const UNTOLD = `t.state = 'open' AND t.user_id IS NOT NULL AND (t.told_user IS DISTINCT FROM t.user_id OR t.told_since IS DISTINCT FROM ${SINCE})`;

/** Who has an account and wants such mails. */
const LISTENS = 'u.disabled_at IS NULL AND u.task_mails';

/** Tasks that come to somebody within these minutes are told of in one mail. */
const GATHERED = `interval '5 minutes'`;
const DEAD = `interval '15 minutes'`;

/** When each colleague whose last mail has left is told of what came since. */
const COMING = `
  SELECT t.user_id, min(${SINCE}) + ${GATHERED} AS at
  FROM tasks t JOIN users u ON u.id = t.user_id AND ${LISTENS}
  WHERE ${UNTOLD} AND NOT EXISTS (SELECT FROM task_mails m WHERE m.user_id = t.user_id AND m.state IN ('waiting', 'sending'))
  GROUP BY t.user_id`;

/** Everything that the clock brings: mails to write, to try again, and to give up because nobody will ever say what became of them. */
const AGENDA = `
  SELECT at FROM (${COMING}) coming
  UNION ALL SELECT retry_at FROM task_mails WHERE state = 'waiting'
  UNION ALL SELECT started_at + ${DEAD} FROM task_mails WHERE state = 'sending'`;

/** `$1` now */
export const COUNT_DUE = `SELECT count(*)::int AS due FROM (${AGENDA}) agenda WHERE at <= $1`;

/** `$1` now, `$2` until */
export const NEXT_DUE = `SELECT min(at) AS next FROM (${AGENDA}) agenda WHERE at > $1 AND at <= $2`;

/**
 * Writes a mail for each colleague who is due one, and notes in the tasks that it tells of them: in one statement, so that each assignment is in one mail at most. A task that somebody else is
 * writing at this moment is left for the next one: a step of a journey never waits for a mail, nor a mail for it. `$1` now
 */
export const GATHER = `
  WITH due AS MATERIALIZED (SELECT user_id FROM (${COMING}) coming WHERE at <= $1),
  untold AS (
    SELECT t.id, t.user_id FROM tasks t WHERE t.user_id IN (SELECT user_id FROM due) AND ${UNTOLD} ORDER BY t.id FOR UPDATE SKIP LOCKED
  ),
  mail AS (
    INSERT INTO task_mails (user_id, state, attempts, started_at, retry_at)
    SELECT user_id, 'waiting', 0, $1, $1 FROM untold GROUP BY user_id ORDER BY user_id
    ON CONFLICT DO NOTHING RETURNING id, user_id
  )
  UPDATE tasks t SET mail_id = mail.id, told_user = t.user_id, told_since = ${SINCE}
  FROM untold JOIN mail ON mail.user_id = untold.user_id WHERE t.id = untold.id`;

export const GIVE_UP = `UPDATE task_mails SET state = 'unknown' WHERE state = 'sending' AND started_at + ${DEAD} <= $1`;

export const WAITING = `
  SELECT m.id, u.email, u.locale FROM task_mails m JOIN users u ON u.id = m.user_id
  WHERE m.state = 'waiting' AND m.retry_at <= $1 ORDER BY m.id`;

/** What there still is to tell: whatever is done, withdrawn or somebody else's by now is not. `$1` mail, `$2` how many are shown */
export const TASKS_OF_MAIL = `
  SELECT t.title, t.note, t.due_at AS "dueAt", t.customer_id AS "customerId", ${TASK_CUSTOMER_NAME} AS "customerName", j.name AS "journeyName",
    (count(*) OVER ())::int AS "all"
  FROM task_mails m
  JOIN users u ON u.id = m.user_id AND ${LISTENS}
  JOIN tasks t ON t.mail_id = m.id AND t.user_id = m.user_id AND t.state = 'open'
  JOIN journeys j ON j.id = t.journey_id JOIN customers c ON c.id = t.customer_id
  WHERE m.id = $1 ORDER BY coalesce(t.due_at, 'infinity'), t.id LIMIT $2`;

/** Takes a mail on, once. `$2` now */
export const CLAIM = `
  UPDATE task_mails SET state = 'sending', attempts = attempts + 1, started_at = $2, retry_at = NULL
  WHERE id = $1 AND state = 'waiting' AND retry_at <= $2 RETURNING attempts`;

export const FINISH = 'UPDATE task_mails SET state = $2, retry_at = $3, error = $4 WHERE id = $1';

export const DROP = `UPDATE task_mails SET state = 'dropped', retry_at = NULL WHERE id = $1 AND state = 'waiting'`;

export const WANTED = 'SELECT task_mails AS wanted FROM users WHERE id = $1';
export const WANT = 'UPDATE users SET task_mails = $2 WHERE id = $1';

/** Of what came while no mail was wanted, nobody is told afterwards. `$1` user */
export const TAKE_AS_TOLD = `UPDATE tasks t SET told_user = t.user_id, told_since = ${SINCE} WHERE t.user_id = $1 AND ${UNTOLD}`;
