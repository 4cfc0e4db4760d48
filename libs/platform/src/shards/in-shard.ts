import type { Sql, Tx } from '../database.js';
import { shardSchema } from './names.js';

const SHARD_OF = 'SELECT wayfare_shard($1) AS shard';

/**
 * From here to its end a transaction finds the tables of one shard before those of all. Temporary tables still come first. Nothing is left of it on the connection once the
 * transaction has ended. In a database of one shard there is nothing to do.
 */
export const workInShard = async (tx: Tx, shard: number): Promise<void> => {
  if (tx.shards > 1) await tx.query(`SET LOCAL search_path TO ${shardSchema(shard)}, public`);
};

/** The tables of all shards again, which only reads and what a whole journey is told may touch. */
export const workInAllShards = async (tx: Tx): Promise<void> => {
  if (tx.shards > 1) await tx.query('SET LOCAL search_path TO public');
};

/** Works in the shard of a customer. */
export const workInShardOf = async (tx: Tx, customerId: string): Promise<void> => {
  if (tx.shards === 1) return;
  const [row] = await tx.query<{ shard: number }>(SHARD_OF, [customerId]);
  await workInShard(tx, row?.shard ?? 0);
};

/** Does the same in each shard, one after the other, in the order of their numbers; gives what each gave. */
export const inEachShard = async <T>(tx: Tx, work: (shard: number, sql: Sql) => Promise<T>): Promise<T[]> => {
  const answers: T[] = [];
  for (let shard = 0; shard < tx.shards; shard += 1) {
    await workInShard(tx, shard);
    answers.push(await work(shard, tx));
  }
  await workInAllShards(tx);
  return answers;
};
