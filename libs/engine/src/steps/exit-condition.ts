import type { Condition } from '@wayfare/kernel';
import type { Cohort } from '../cohorts/cohort.js';
import type { Ledger } from '../cohorts/ledger.js';
import type { Scene } from '../nodes/handler.js';
import { withdrawFromLeavers } from '../tasks/withdraw.js';
import { conditionOn, peopleOf } from './people.js';

const leaveStatement = (people: string): string => `
  WITH leaving AS MATERIALIZED (${people}),
  left_now AS (
    UPDATE enrollments e SET left_at = $2, left_reason = 'condition', left_node = $3, left_seq = $4
    FROM leaving l WHERE e.ctid = l.tid AND l.way = 1
    RETURNING 1
  )
  SELECT count(*)::int AS people FROM left_now`;

/** Those of a cohort for whom the journey's exit condition holds leave from the node where they stand; the others are given back. */
export const exitWhere = async (condition: Condition, cohort: Cohort, ledger: Ledger, scene: Scene): Promise<Cohort> => {
  const people = peopleOf(cohort, { customers: true });
  people.bind(scene.now, cohort.nodeId, cohort.seq);
  const holds = await conditionOn(people, condition, cohort, scene);
  const leaving = people.select(`CASE WHEN ${holds} THEN 1 ELSE 0 END`);
  const [row] = await scene.tx.query<{ people: number }>(leaveStatement(leaving.text), leaving.parameters);
  if (!row || row.people === 0) return cohort;
  await withdrawFromLeavers(scene.tx, scene.now, cohort);
  return ledger.leave(cohort, row.people, 'condition');
};
