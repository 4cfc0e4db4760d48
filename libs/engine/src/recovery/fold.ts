import type { Sql } from '@wayfare/platform';

/** So many deltas of a journey are worth folding; adding them up at a read costs well under a millisecond. */
const WORTH_FOLDING = 500;

/** The two tables of running totals: what tells their rows apart, and what is added up. */
const TOTALS = [
  { table: 'way_totals', place: 'journey_id, version_id, kind, from_node, to_node, handle, reason', number: 'people' },
  { table: 'message_totals', place: 'journey_id, version_id, node_id, state, reason', number: 'messages' },
] as const;
type Totals = (typeof TOTALS)[number];

const worthIt = ({ table }: Totals): string =>
  `SELECT journey_id AS id FROM ${table} WHERE NOT folded GROUP BY journey_id HAVING count(*) >= $1`;

/**
 * One statement, so that whoever reads sees the deltas or their sum and never both. Rows that another fold holds are left to it. What has come to nothing (the messages that were queued once) leaves no row.
 * `$1` journey
 */
const fold = ({ table, place, number }: Totals): string => `
  WITH gone AS (
    DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE journey_id = $1 FOR UPDATE SKIP LOCKED)
    RETURNING ${place}, ${number}
  )
  INSERT INTO ${table} (${place}, ${number}, folded)
  SELECT ${place}, sum(${number}), true
  FROM gone GROUP BY ${place} HAVING sum(${number}) <> 0`;

/**
 * Keeps the running totals few: steps and dispatch append what they add up to, each for itself, so that none waits for another; here the appended become one row for each
 * way of each version, and for each state of the messages at a node.
 * @param worth how many deltas of a journey are worth it
 */
export const foldTotals = async (sql: Sql, worth = WORTH_FOLDING): Promise<void> => {
  for (const totals of TOTALS)
    for (const { id } of await sql.query<{ id: string }>(worthIt(totals), [worth])) await sql.query(fold(totals), [id]);
};
