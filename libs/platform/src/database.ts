import type { PoolClient } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';

/** Anything that a statement can be sent to: the pool, or an open transaction. */
export interface Sql {
  /** Sends one statement with `$1 …` parameters and returns its rows (for `UPDATE … RETURNING` too). bigint arrives as text. */
  query<Row extends object = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** One open transaction. `manager` is TypeORM's, for entities; `query` for set-based work; `runner` for COPY streams. */
export interface Tx extends Sql {
  readonly manager: EntityManager;
  readonly runner: QueryRunner;
}

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

const rowsOf = <Row extends object>(runner: QueryRunner, text: string, parameters: readonly unknown[]): Promise<Row[]> =>
  runner.query(text, [...parameters], true).then((result) => (result.records ?? []) as Row[]);

/**
 * The one door to PostgreSQL: a TypeORM data source with a transaction helper. Work that must happen only after a commit
 * (adding jobs) is done by the caller after `transaction` has returned.
 */
export class Database implements Sql {
  constructor(readonly source: DataSource) {}

  async query<Row extends object = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const runner = this.source.createQueryRunner();
    try {
      return await rowsOf<Row>(runner, text, parameters);
    } finally {
      await runner.release();
    }
  }

  /** For a statement that is sent so often that planning it counts: each connection prepares it once, under its name. */
  async prepared<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    const runner = this.source.createQueryRunner();
    try {
      const client: PoolClient = await runner.connect();
      return (await client.query<Row>({ name, text, values })).rows;
    } finally {
      await runner.release();
    }
  }

  /** Runs `work` in one transaction; commits when it resolves, rolls back and rethrows when it rejects. */
  async transaction<T>(work: (tx: Tx) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction(isolation);
      const tx: Tx = { manager: runner.manager, runner, query: (text, parameters = []) => rowsOf(runner, text, parameters) };
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

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
