import { Database, type Tx } from './database.js';

/**
 * A database that lives inside one open transaction: what services take for transactions of their own are savepoints in it. So what they do appears at
 * once or not at all, and nobody else sees it half done. One statement runs at a time.
 */
export class OneTransaction extends Database {
  #savepoints = 0;

  constructor(private readonly outer: Tx) {
    super(outer.runner.manager.connection);
  }

  override query<Row extends object = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.outer.query<Row>(text, parameters);
  }

  override async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.#savepoints += 1;
    const name = `nested_${this.#savepoints}`;
    await this.outer.query(`SAVEPOINT ${name}`);
    try {
      const result = await work(this.outer);
      await this.outer.query(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      await this.outer.query(`ROLLBACK TO SAVEPOINT ${name}`);
      throw error;
    }
  }
}
