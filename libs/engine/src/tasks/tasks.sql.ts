/** What the customer of a task is called. `c` the customer, `t` the task */
export const TASK_CUSTOMER_NAME = `coalesce(nullif(c.attributes ->> 'name', ''), c.email, c.phone, c.external_id, t.customer_id::text)`;

const TASKS = `
  SELECT t.id, t.title, t.note, t.customer_id AS "customerId", ${TASK_CUSTOMER_NAME} AS "customerName", t.journey_id AS "journeyId", j.name AS "journeyName",
    t.node_id AS "nodeId", t.user_id AS "userId", t.role, t.waits, t.made_at AS "madeAt", t.due_at AS "dueAt", t.state,
    t.done_by AS "doneBy", t.closed_at AS "closedAt", t.outcome,
    m.state AS "mailState", m.started_at AS "mailedAt", m.retry_at AS "mailRetryAt", m.error AS "mailError"
  FROM tasks t JOIN journeys j ON j.id = t.journey_id JOIN customers c ON c.id = t.customer_id
  LEFT JOIN task_mails m ON m.id = t.mail_id AND m.user_id = t.user_id AND m.state <> 'dropped'`;

export const TASK = `${TASKS} WHERE t.id = $1`;

/** Whose they are: `$1` the colleague, null: nobody; `$2` their role, null: no role's. Both null: everybody's, where `$3` says so. */
const WHOSE = '($3::boolean OR t.user_id = $1::bigint OR t.role = $2::text)';

/** `$4` one customer's; null: all. `$5`, `$6` behind which; `$7` how many */
export const OPEN_TASKS = `
  ${TASKS}
  WHERE t.state = 'open' AND ${WHOSE} AND ($4::bigint IS NULL OR t.customer_id = $4)
    AND ($5::timestamptz IS NULL OR (coalesce(t.due_at, 'infinity'), t.id) > ($5, $6::bigint))
  ORDER BY coalesce(t.due_at, 'infinity'), t.id LIMIT $7`;

export const CLOSED_TASKS = `
  ${TASKS}
  WHERE t.state <> 'open' AND ${WHOSE} AND ($4::bigint IS NULL OR t.customer_id = $4)
    AND ($5::timestamptz IS NULL OR (t.closed_at, t.id) < ($5, $6::bigint))
  ORDER BY t.closed_at DESC, t.id DESC LIMIT $7`;

/** `$1` the colleague, `$2` their role, `$3` now */
export const COUNT_TASKS = `
  SELECT count(*) FILTER (WHERE user_id = $1::bigint)::int AS mine,
    count(*) FILTER (WHERE user_id = $1::bigint OR role = $2::text)::int AS role,
    count(*)::int AS all,
    count(*) FILTER (WHERE (user_id = $1::bigint OR role = $2::text) AND due_at < $3)::int AS overdue
  FROM tasks WHERE state = 'open'`;

/** Once: who comes second finds no open one. `$2` who, `$3` now, `$4` how it came out */
export const DO_TASK = `
  UPDATE tasks SET state = 'done', done_by = $2, closed_at = $3, outcome = $4 WHERE id = $1 AND state = 'open'
  RETURNING customer_id AS "customerId", journey_id AS "journeyId", node_id AS "nodeId", entry_no AS "entryNo"`;

/**
 * Whoever gets a task anew is told of it by mail, but for who takes it themselves. `$2` the colleague, `$3` or the role, `$4` now, `$5` whether it is the colleague who gives it
 */
export const ASSIGN_TASK = `
  UPDATE tasks t SET user_id = $2, role = $3, assigned_at = given.at, mail_id = CASE WHEN given.anew THEN NULL ELSE t.mail_id END,
    told_user = CASE WHEN $5 THEN $2 ELSE t.told_user END, told_since = CASE WHEN $5 THEN greatest(t.made_at, given.at) ELSE t.told_since END
  FROM (
    SELECT id, user_id IS DISTINCT FROM $2::bigint AS anew, CASE WHEN user_id IS DISTINCT FROM $2::bigint THEN $4::timestamptz ELSE assigned_at END AS at
    FROM tasks WHERE id = $1 FOR UPDATE
  ) given
  WHERE t.id = given.id AND t.state = 'open' RETURNING t.id`;

export const COLLEAGUES = 'SELECT id, name, role FROM users WHERE disabled_at IS NULL ORDER BY name, id';
export const COLLEAGUE = 'SELECT 1 FROM users WHERE id = $1 AND disabled_at IS NULL';
