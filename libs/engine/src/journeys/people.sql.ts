import type { NodePeople } from '@wayfare/contracts';

const ofVersion = (column: string): string =>
  `($3::int IS NULL OR ${column} = (SELECT id FROM journey_versions WHERE journey_id = $1 AND number = $3))`;

const HERE = `
  SELECT e.customer_id FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
  WHERE c.journey_id = $1 AND c.state = 'standing' AND c.node_id = $2 AND e.left_at IS NULL AND ${ofVersion('c.version_id')}`;

const HELD_OUT = `
  SELECT e.customer_id FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
  WHERE c.journey_id = $1 AND c.state = 'exited' AND c.exit_reason = 'holdout' AND c.node_id = $2 AND ${ofVersion('c.version_id')}`;

const messagesIn = (...states: readonly string[]): string => `
  SELECT m.customer_id FROM messages m
  WHERE m.journey_id = $1 AND m.node_id = $2 AND m.state IN (${states.map((state) => `'${state}'`).join(', ')}) AND ${ofVersion('m.version_id')}`;

/**
 * Who went on from a node: the people of the cohorts that moved, as far as they were still in them, and of all that split off from these later. A person
 * who left their cohort took part in its moves up to `left_seq`.
 */
const PASSED = `
  WITH RECURSIVE passed AS (
    SELECT m.cohort_id, m.seq FROM moves m
    WHERE m.journey_id = $1 AND m.from_node = $2 AND (m.to_node IS NOT NULL OR m.reason IN ('completed', 'moved_on')) AND ${ofVersion('m.version_id')}
    UNION ALL
    SELECT k.id, p.seq FROM passed p JOIN cohorts k ON k.parent_id = p.cohort_id AND k.parent_seq >= p.seq
  )
  SELECT e.customer_id FROM passed p JOIN enrollments e ON e.cohort_id = p.cohort_id AND (e.left_seq IS NULL OR e.left_seq >= p.seq)`;

/** The people behind each number on the canvas, with repetitions. `$1` journey, `$2` node, `$3` the number of one version; null: all */
export const NODE_PEOPLE_SQL: Readonly<Record<NodePeople, string>> = {
  here: HERE,
  passed: PASSED,
  heldOut: HELD_OUT,
  suppressed: messagesIn('suppressed'),
  sent: messagesIn('sent', 'delivered'),
  pending: messagesIn('queued', 'sending'),
  failed: messagesIn('failed', 'bounced', 'unknown'),
};
