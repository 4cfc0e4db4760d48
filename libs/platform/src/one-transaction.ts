import { AsyncLocalStorage } from 'node:async_hooks';
import { Database, type Tx } from './database.js';
import { workInAllShards, workInShard } from './shards/in-shard.js';

/** One after the other: what is asked for while something is under way waits for it, but for what is part of it. */
class Turns {
  readonly #inside = new AsyncLocalStorage<true>();
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside.getStore()) return work();
    const turn = this.#last.then(() => this.#inside.run(true, work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/**
 * A database that lives inside one open transaction: what services take for transactions of their own are savepoints in it. So what they do appears at
 * once or not at all, and nobody else sees it half done. They come one after the other: a savepoint that ends takes with it those that were made since.
 */
export class OneTransaction extends Database {
  #savepoints = 0;

  /** @param shards 1: whatever is done here works on the tables of all shards, or on those that the transaction lays over them */
  constructor(
    private readonly outer: Tx,
    shards = outer.shards,
    private readonly at: number | null = null,
    private readonly turns = new Turns(),
  ) {
    super(outer.runner.manager.connection, shards);
  }

  override onShard(shard: number): Database {
    return this.shards === 1 ? this : new OneTransaction(this.outer, this.shards, shard, this.turns);
  }

  override query<Row extends object = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (this.at !== null) return this.transaction((tx) => tx.query<Row>(text, parameters));
    return this.turns.take(() => this.outer.query<Row>(text, parameters));
  }

  override transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.turns.take(() => this.nest(work));
  }

  private async nest<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
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
