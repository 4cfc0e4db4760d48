import type { DatabaseSettings } from '@wayfare/contracts';

/** What drivers of databases have in common: a connection for each question, in a transaction that can't write, and the words for what goes wrong. */
export abstract class DatabaseDriver<Connection> {
  readonly isOrdered = true;

  constructor(
    protected readonly settings: DatabaseSettings,
    protected readonly password: string,
    protected readonly allowPrivate: boolean,
  ) {}

  /** Connected to the address that was judged, in a transaction that can't write. */
  protected abstract open(): Promise<Connection>;
  protected abstract close(connection: Connection): Promise<void> | void;
  /** What an error of the driver's means to an admin. */
  protected abstract problem(error: unknown): Error;

  protected async inReading<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.open();
    try {
      return await work(connection);
    } catch (error) {
      throw this.problem(error);
    } finally {
      await this.close(connection);
    }
  }

  /** The same for what comes in portions. */
  protected async *portions<T>(read: (connection: Connection) => AsyncGenerator<T>): AsyncGenerator<T> {
    const connection = await this.open();
    try {
      yield* read(connection);
    } catch (error) {
      throw this.problem(error);
    } finally {
      await this.close(connection);
    }
  }
}
