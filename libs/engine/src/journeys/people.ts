import type { Customer, Page, QueryOf, routes } from '@wayfare/contracts';
import { readCustomers } from '@wayfare/customers';
import { invalid } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const PAGE = 50;

type Question = QueryOf<typeof routes.nodePeople>;

const HERE = `
  SELECT e.customer_id FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
  WHERE c.journey_id = $1 AND c.state = 'standing' AND c.node_id = $2 AND e.left_at IS NULL`;

const HELD_OUT = `
  SELECT e.customer_id FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
  WHERE c.journey_id = $1 AND c.state = 'exited' AND c.exit_reason = 'holdout' AND c.node_id = $2`;

const SUPPRESSED = `
  SELECT m.customer_id FROM messages m WHERE m.journey_id = $1 AND m.node_id = $2 AND m.state = 'suppressed'`;

/**
 * Who went on from a node: the people of the cohorts that moved, as far as they were still in them, and of all that split off from these later. A person
 * who left their cohort took part in its moves up to `left_seq`.
 */
const PASSED = `
  WITH RECURSIVE passed AS (
    SELECT m.cohort_id, m.seq FROM moves m
    WHERE m.journey_id = $1 AND m.from_node = $2 AND (m.to_node IS NOT NULL OR m.reason = 'completed')
    UNION ALL
    SELECT k.id, p.seq FROM passed p JOIN cohorts k ON k.parent_id = p.cohort_id AND k.parent_seq >= p.seq
  )
  SELECT e.customer_id FROM passed p JOIN enrollments e ON e.cohort_id = p.cohort_id AND (e.left_seq IS NULL OR e.left_seq >= p.seq)`;

const PEOPLE: Readonly<Record<Question['what'], string>> = { here: HERE, passed: PASSED, heldOut: HELD_OUT, suppressed: SUPPRESSED };

/** One page of the people behind a number on the canvas, newest first. The cursor is the id of the last one of the page before. */
export const readNodePeople = async (sql: Sql, id: string, { node, what, cursor }: Question): Promise<Page<Customer>> => {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw invalid('The cursor is not one of this list.', [{ path: 'cursor', code: 'bad_cursor', message: 'take it from the page before' }]);
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT people.customer_id AS id FROM (${PEOPLE[what]}) people WHERE $3::bigint IS NULL OR people.customer_id < $3 ORDER BY 1 DESC LIMIT $4`,
    [id, node, cursor ?? null, PAGE + 1],
  );
  const ids = rows.slice(0, PAGE).map((row) => row.id);
  return { items: await readCustomers(sql, ids), next: rows.length > PAGE ? (ids.at(-1) ?? null) : null };
};
