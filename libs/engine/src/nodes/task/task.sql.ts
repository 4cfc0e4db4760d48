/**
 * Asks for a task for each person: one for a stay and a step, whatever is tried again. Who is led to the step a second time by an edit, or to one that says something else now, has theirs written anew; what is
 * done stays done. `people` gives `customer_id, journey_id, entry_no, title, note`; the placeholders are those of the node, of who is asked, of whether people wait, and of its instants.
 */
export const makeStatement = (
  people: string,
  { node, user, role, waits, made, due }: Readonly<Record<'node' | 'user' | 'role' | 'waits' | 'made' | 'due', string>>,
): string => `
  WITH made AS (
  INSERT INTO tasks AS t (customer_id, journey_id, entry_no, node_id, title, note, user_id, role, waits, made_at, due_at)
  SELECT p.customer_id, p.journey_id, p.entry_no, ${node}::text, p.title, p.note, ${user}::bigint, ${role}::text, ${waits}::boolean, ${made}::timestamptz, ${due}::timestamptz
  FROM (${people}) p ORDER BY p.customer_id
  ON CONFLICT (customer_id, journey_id, entry_no, node_id, pass) DO UPDATE
    SET state = 'open', closed_at = NULL, title = excluded.title, note = excluded.note, waits = excluded.waits, made_at = excluded.made_at, due_at = excluded.due_at
    WHERE t.state <> 'done'
  RETURNING 1
  )
  SELECT count(*)::int AS made FROM made`;

/** The tasks of a node's people. `t` is a task, `e` an enrollment */
const OF_STAY = 't.customer_id = e.customer_id AND t.journey_id = e.journey_id AND t.entry_no = e.entry_no AND t.node_id';

/** Whether an enrollment's task of a node is done. */
export const isDone = (node: string): string => `EXISTS (SELECT 1 FROM tasks t WHERE ${OF_STAY} = ${node}::text AND t.state = 'done')`;

/** Nobody has done them in time. `$1` cohort, `$2` node, `$3` now */
export const EXPIRE = `
  UPDATE tasks t SET state = 'expired', closed_at = $3 FROM enrollments e
  WHERE e.cohort_id = $1 AND e.left_at IS NULL AND ${OF_STAY} = $2 AND t.state = 'open'`;

/** People heard that theirs is done. `$1` journey, `$2` node, `$3` now, by position: `$4` customers */
export const HEARD_DONE = `
  UPDATE tasks t SET state = 'done', closed_at = $3 FROM enrollments e
  WHERE e.customer_id = ANY($4::bigint[]) AND e.journey_id = $1 AND e.left_at IS NULL AND ${OF_STAY} = $2 AND t.state <> 'done'`;
