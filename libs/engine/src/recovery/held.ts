import { messageNodesOf } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Cohort } from '../cohorts/cohort.js';
import { messagesAreSettled } from '../nodes/branch/settled.js';
import { type Plans, stepOf } from '../plans.js';

const HELD = `
  SELECT c.id, c.seq, c.state, c.due_at AS "dueAt", c.version_id AS "versionId", c.node_id AS "nodeId"
  FROM cohorts c JOIN journeys j ON j.id = c.journey_id AND j.state = 'running'
  WHERE c.state = 'standing' AND c.due_at IS NULL ORDER BY c.id LIMIT 1000`;

export type HeldCohort = Pick<Cohort, 'id' | 'seq' | 'state' | 'dueAt' | 'versionId' | 'nodeId'>;

/** Those of the cohorts that were held at a branch whose messages are all settled by now: it is time for them to go on. */
export const settledCohorts = async (sql: Sql, plans: Plans): Promise<HeldCohort[]> => {
  const settled: HeldCohort[] = [];
  for (const cohort of await sql.query<HeldCohort>(HELD)) {
    const step = stepOf((await plans.of(sql, cohort.versionId)).plan, cohort.nodeId);
    const nodes = step.kind === 'branch' ? step.paths.flatMap(({ condition }) => messageNodesOf(condition)) : [];
    if (await messagesAreSettled(sql, cohort, nodes)) settled.push(cohort);
  }
  return settled;
};
