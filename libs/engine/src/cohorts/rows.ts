import type { ExitReason } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Arms, Cohort } from './cohort.js';

interface CohortRow {
  id: string;
  journeyId: string;
  versionId: string;
  nodeId: string;
  state: 'standing' | 'exited';
  exitReason: ExitReason | null;
  seq: number;
  size: number;
  enteredAt: Date;
  arrivedAt: Date;
  dueAt: Date | null;
  parentId: string | null;
  parentSeq: number | null;
  arms: Arms;
  heldOutAt: Date | null;
  switchedAt: Date | null;
}

const COLUMNS = `
  c.id, c.journey_id AS "journeyId", c.version_id AS "versionId", c.node_id AS "nodeId", c.state, c.exit_reason AS "exitReason", c.seq, c.size,
  c.entered_at AS "enteredAt", c.arrived_at AS "arrivedAt", c.due_at AS "dueAt", c.parent_id AS "parentId", c.parent_seq AS "parentSeq",
  c.arms, c.held_out_at AS "heldOutAt", c.switched_at AS "switchedAt"`;

const cohortOf = ({ size, parentId, parentSeq, ...row }: CohortRow): Cohort => ({
  ...row,
  people: size,
  parent: parentId === null || parentSeq === null ? null : { id: parentId, seq: parentSeq },
});

const LOCK_FOR_STEP = `SELECT ${COLUMNS} FROM cohorts c WHERE c.id = $1 FOR UPDATE`;

/**
 * Those who left on their own since the last step: the leaves logged at this `seq`, and the children that were woken from it. Asked after the lock was
 * taken, by a statement of its own: one that waited for the lock would still see the sums from before.
 */
const GONE_SINCE = `
  SELECT (
    coalesce((SELECT sum(people) FROM moves WHERE cohort_id = $1 AND seq = $2 AND kind = 'leave'), 0) +
    coalesce((
      SELECT sum(m.people) FROM cohorts k JOIN moves m ON m.cohort_id = k.id AND m.seq = $2 + 1 AND m.kind IN ('wake', 'switch')
      WHERE k.parent_id = $1 AND k.parent_seq = $2
    ), 0)
  )::int AS gone`;

/** Locks a cohort for a step, and gives it with the people who are still in it. */
export const lockForStep = async (sql: Sql, id: string): Promise<Cohort | null> => {
  const [row] = await sql.query<CohortRow>(LOCK_FOR_STEP, [id]);
  if (!row) return null;
  const [left] = await sql.query<{ gone: number }>(GONE_SINCE, [id, row.seq]);
  return { ...cohortOf(row), people: row.size - (left?.gone ?? 0) };
};

const LOCK_FOR_LEAVING = `SELECT ${COLUMNS} FROM cohorts c WHERE c.id = ANY($1::bigint[]) ORDER BY c.id FOR SHARE`;

/** Holds cohorts where they stand while some of their people leave on their own. `people` is what it was at the last step. */
export const lockForLeaving = async (sql: Sql, ids: readonly string[]): Promise<Map<string, Cohort>> => {
  const rows = await sql.query<CohortRow>(LOCK_FOR_LEAVING, [ids]);
  return new Map(rows.map((row) => [row.id, cohortOf(row)]));
};
