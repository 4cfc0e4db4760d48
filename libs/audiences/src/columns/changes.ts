import type { Database, Sql } from '@wayfare/platform';

/**
 * Who has been changed since an image was taken. Each statement that changes what is known of people writes down, in its own transaction, whom it
 * has touched (triggers: migration `people-changes`), with the number of the transaction. So "since" needs no clock: what a snapshot does not see is what came after it, in
 * whatever order the transactions end.
 */
const SNAPSHOT = 'SELECT pg_current_snapshot()::text AS snapshot';

/** $1 the oldest snapshot of an image: whether all that came after it is still written down, and how many ids that is. */
const SINCE = `
  SELECT (SELECT since FROM people_changes_kept) <= pg_snapshot_xmin($1::pg_snapshot) AS kept,
    (SELECT coalesce(sum(cardinality(customer_ids)), 0)::int FROM people_changes
     WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)) AS changes`;

/** Whom the transactions after the snapshot $1 have touched. */
export const CHANGED = `
  SELECT DISTINCT id FROM people_changes, unnest(customer_ids) id
  WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)`;

/** Forgets what was there at the last time; what has come since is kept until the next. */
const FORGET = `
  WITH kept AS (UPDATE people_changes_kept SET since = greatest(since, next), next = pg_snapshot_xmin(pg_current_snapshot()) RETURNING since)
  DELETE FROM people_changes USING kept WHERE xid < kept.since`;

/** What a transaction sees, to be asked about later. Of a transaction that keeps its snapshot (`REPEATABLE READ`). */
export const snapshotOf = async (sql: Sql): Promise<string> => {
  const [row] = await sql.query<{ snapshot: string }>(SNAPSHOT);
  if (!row) throw new Error('the transaction has no snapshot');
  return row.snapshot;
};

/** How many ids were written down since a snapshot, with repetitions; null where they are no longer known. */
export const changesSince = async (sql: Sql, snapshot: string): Promise<number | null> => {
  const [row] = await sql.query<{ kept: boolean; changes: number }>(SINCE, [snapshot]);
  return row?.kept ? row.changes : null;
};

/** Forgets changes older than the last call. */
export const forgetChanges = async (database: Database): Promise<void> => {
  await database.query(FORGET);
};
