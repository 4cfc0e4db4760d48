import { Database, type Tx } from '@wayfare/platform';

/**
 * A database that lives inside one open transaction: what services take for transactions of their own are savepoints in it. So the whole demo appears at
 * once or not at all, and no worker sees a journey whose history is only half told. One statement runs at a time.
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
    const name = `demo_${this.#savepoints}`;
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
