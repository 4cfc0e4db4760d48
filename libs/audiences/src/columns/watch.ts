import type { Sql, Tx } from '@wayfare/platform';

const HAS_TOUCHED = `
  SELECT 1 FROM people_watches w, people_changes p
  WHERE w.name = $1 AND p.xid >= pg_snapshot_xmin(w.snapshot) AND NOT pg_visible_in_snapshot(p.xid, w.snapshot) LIMIT 1`;
const SNAPSHOT = 'SELECT pg_current_snapshot()::text AS snapshot';
const TOUCHED_COUNT = `
  SELECT CASE WHEN (SELECT since FROM people_changes_kept) <= pg_snapshot_xmin(w.snapshot) THEN (
    SELECT coalesce(sum(cardinality(customer_ids)), 0)::int FROM people_changes
    WHERE xid >= pg_snapshot_xmin(w.snapshot) AND NOT pg_visible_in_snapshot(xid, w.snapshot)) END AS people
  FROM people_watches w WHERE w.name = $1`;
/** A transaction that ends while they are read is seen by this look and by the next. */
const TOUCHED = `
  SELECT DISTINCT id, wayfare_shard(id) AS shard FROM people_watches w, people_changes p, unnest(p.customer_ids) id
  WHERE w.name = $1 AND p.xid >= pg_snapshot_xmin(w.snapshot) AND NOT pg_visible_in_snapshot(p.xid, w.snapshot) ORDER BY 2, 1`;
const WATCH_FROM = `
  INSERT INTO people_watches (name, snapshot) VALUES ($1, $2::pg_snapshot) ON CONFLICT (name) DO UPDATE SET snapshot = excluded.snapshot`;

/**
 * Looks again and again at whoever has changed since the last look, by what the database writes down of it (decision 025). A look begins with `begin`, before anybody is read, and is ended with the snapshot that gave:
 * who changes meanwhile is looked at again the next time. One that is never ended is begun anew.
 */
export class PeopleWatch {
  constructor(private readonly name: string) {}

  /** Whether somebody has changed; not before the first look has been ended. */
  async hasTouched(sql: Sql): Promise<boolean> {
    return (await sql.query(HAS_TOUCHED, [this.name])).length > 0;
  }

  /** What a look that begins now has to be ended with. */
  async begin(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ snapshot: string }>(SNAPSHOT);
    return row?.snapshot ?? '';
  }

  /** How many have changed, with repetitions; null where it is no longer known, or there was no look yet: then it may be everybody. */
  async count(tx: Tx): Promise<number | null> {
    const [row] = await tx.query<{ people: number | null }>(TOUCHED_COUNT, [this.name]);
    return row?.people ?? null;
  }

  /** Who has changed, in pieces of at most `size` people of one shard. */
  async pieces(tx: Tx, size: number): Promise<{ shard: number; ids: string[] }[]> {
    const people = await tx.query<{ id: string; shard: number }>(TOUCHED, [this.name]);
    const byShard = Array.from({ length: tx.shards }, (_, shard) => people.flatMap((row) => (row.shard === shard ? [row.id] : [])));
    return byShard.flatMap((ids, shard) =>
      Array.from({ length: Math.ceil(ids.length / size) }, (_, at) => ({ shard, ids: ids.slice(at * size, (at + 1) * size) })),
    );
  }

  async end(tx: Tx, snapshot: string): Promise<void> {
    await tx.query(WATCH_FROM, [this.name, snapshot]);
  }
}
