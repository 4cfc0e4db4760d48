import type { Sql } from '../database.js';

/** Powers of two, so that the remainder of a hash is its last bits and a shard is one of the two halves of a bigger one. */
export const SHARD_COUNTS = [1, 2, 4, 8, 16, 32, 64] as const;

/** The schema in which the tables of a shard stand under the names that they have where there is one shard. */
export const shardSchema = (shard: number): string => `shard_${shard}`;

const COUNT = `SELECT count(*)::int AS shards FROM pg_namespace WHERE nspname ~ '^shard_[0-9]+$'`;

/** Into how many shards a database was dealt out when it was made; the database itself says. */
export const countShards = async (sql: Sql): Promise<number> => {
  const [row] = await sql.query<{ shards: number }>(COUNT);
  return Math.max(1, row?.shards ?? 1);
};
