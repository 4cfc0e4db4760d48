import type { PoolClient } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { patiently } from './patience.js';
import { shardSchema } from './shards/names.js';

/** Anything that a statement can be sent to: the pool, or an open transaction. */
export interface Sql {
  /** Sends one statement with `$1 …` parameters and returns its rows (for `UPDATE … RETURNING` too). bigint arrives as text. */
  query<Row extends object = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** One open transaction. `manager` is TypeORM's, for entities; `query` for set-based work; `runner` for COPY streams. */
export interface Tx extends Sql {
  readonly manager: EntityManager;
  readonly runner: QueryRunner;
  /** Into how many shards the database is dealt out (decision 014); 1: its tables are whole. */
  readonly shards: number;
}

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

const rowsOf = <Row extends object>(runner: QueryRunner, text: string, parameters: readonly unknown[]): Promise<Row[]> =>
  runner.query(text, [...parameters], true).then((result) => (result.records ?? []) as Row[]);

/** How long a connection is waited for, whether one has to be made or all are in use. */
const PATIENCE_MS = 10_000;

const clientOf = (runner: QueryRunner): Promise<PoolClient> => runner.connect();

/**
 * The one door to PostgreSQL: a TypeORM data source with a transaction helper. Work that must happen only after a commit
 * (adding jobs) is done by the caller after `transaction` has returned.
 */
export class Database implements Sql {
  /**
   * @param shard the one whose tables everything here works on; null: the tables of all
   * @param patienceMs how long a connection is waited for
   */
  constructor(
    readonly source: DataSource,
    readonly shards = 1,
    private readonly shard: number | null = null,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** The same database, seen from one shard: every statement and transaction finds the tables of that one. */
  onShard(shard: number): Database {
    return this.shards === 1 ? this : new Database(this.source, this.shards, shard, this.patienceMs);
  }

  /** The database seen from each shard in turn. */
  get eachShard(): readonly Database[] {
    return Array.from({ length: this.shards }, (_, shard) => this.onShard(shard));
  }

  async query<Row extends object = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (this.shard !== null) return this.transaction((tx) => tx.query<Row>(text, parameters));
    const runner = await this.connected();
    try {
      return await rowsOf<Row>(runner, text, parameters);
    } finally {
      await runner.release();
    }
  }

  /** For a statement that is sent so often that planning it counts: each connection prepares it once, under its name. */
  async prepared<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    const { shard } = this;
    if (shard !== null)
      return this.transaction(async ({ runner }) =>
        (await clientOf(runner)).query<Row>({ name: `${name}_${shard}`, text, values }).then(({ rows }) => rows),
      );
    const runner = await this.connected();
    try {
      return (await (await clientOf(runner)).query<Row>({ name, text, values })).rows;
    } finally {
      await runner.release();
    }
  }

  /** Runs `work` in one transaction; commits when it resolves, rolls back and rethrows when it rejects. */
  async transaction<T>(work: (tx: Tx) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    const runner = await this.connected();
    try {
      // what every connection begins with needs no statement of its own
      await runner.startTransaction(isolation === 'READ COMMITTED' ? undefined : isolation);
      if (this.shard !== null) await runner.query(`SET LOCAL search_path TO ${shardSchema(this.shard)}, public`);
      const query: Tx['query'] = (text, parameters = []) => rowsOf(runner, text, parameters);
      const tx: Tx = { manager: runner.manager, runner, shards: this.shards, query };
      const result = await work(tx);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** A connection of its own. @throws Error where none comes in time; when it comes after all, it is given back */
  private async connected(): Promise<QueryRunner> {
    const runner = this.source.createQueryRunner();
    const connecting = runner.connect();
    let isLate = false;
    const giveBack = async (): Promise<void> => (isLate ? runner.release() : undefined);
    connecting.then(giveBack, giveBack).catch(() => undefined);
    await patiently(connecting, this.patienceMs, () => {
      isLate = true;
      return new Error('No connection to PostgreSQL came in time (connection timeout).');
    });
    return runner;
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
