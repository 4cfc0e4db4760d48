import { Database, type Tx } from './database.js';
import { workInAllShards, workInShard } from './shards/in-shard.js';

/**
 * A database that lives inside one open transaction: what services take for transactions of their own are savepoints in it. So what they do appears at
 * once or not at all, and nobody else sees it half done. One statement runs at a time.
 */
export class OneTransaction extends Database {
  #savepoints = 0;

  /** @param shards 1: whatever is done here works on the tables of all shards, or on those that the transaction lays over them */
  constructor(
    private readonly outer: Tx,
    shards = outer.shards,
    private readonly at: number | null = null,
  ) {
    super(outer.runner.manager.connection, shards);
  }

  override onShard(shard: number): Database {
    return this.shards === 1 ? this : new OneTransaction(this.outer, this.shards, shard);
  }

  override query<Row extends object = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.at === null ? this.outer.query<Row>(text, parameters) : this.transaction((tx) => tx.query<Row>(text, parameters));
  }

  override async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx: Tx = { ...this.outer, shards: this.shards };
    this.#savepoints += 1;
    const name = `nested_${this.at ?? 'all'}_${this.#savepoints}`;
    await tx.query(`SAVEPOINT ${name}`);
    try {
      if (this.at !== null) await workInShard(tx, this.at);
      const result = await work(tx);
      await workInAllShards(tx);
      await tx.query(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      await tx.query(`ROLLBACK TO SAVEPOINT ${name}`);
      throw error;
    }
  }
}
