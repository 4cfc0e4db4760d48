import { setImmediate as breath } from 'node:timers/promises';
import type { Database, Tx } from '@wayfare/platform';
import type { ClientBase } from 'pg';

const CANCEL = 'SELECT pg_cancel_backend($1)';

/** pg keeps the process that answers a connection, and leaves it out of its types. */
type Answered = ClientBase & { readonly processID: number };

/**
 * Work of an open transaction that ends in the database too when nobody waits for it any more. The transaction is not given back before the word has reached its process, so that it can't meet another's statement there.
 * @throws what the signal was aborted with
 */
export const stoppable = async <T>(database: Database, tx: Tx, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
  if (!signal) return work();
  signal.throwIfAborted();
  const { processID }: Answered = await tx.runner.connect();
  let word: Promise<unknown> | null = null;
  const cancel = (): void => {
    word = database.query(CANCEL, [processID]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work();
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    await word;
  }
};

/** Lets others have their turn, between two pieces of long work in memory. @throws what the signal was aborted with */
export const takeBreath = async (signal: AbortSignal | undefined): Promise<void> => {
  await breath();
  signal?.throwIfAborted();
};

/** Work that several wait for. It is called off when the last of them has gone away. */
export class SharedWork<T> {
  private readonly stop = new AbortController();
  private readonly result: Promise<T>;
  private waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.stop.signal);
    this.result.catch(() => undefined);
  }

  get isCalledOff(): boolean {
    return this.stop.signal.aborted;
  }

  /** The result. @throws what the signal was aborted with, at once */
  async wait(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    this.waiting += 1;
    let leave: (() => void) | undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal?.reason);
      signal?.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([this.result, left]);
    } finally {
      if (leave) signal?.removeEventListener('abort', leave);
      this.waiting -= 1;
      if (this.waiting === 0) this.stop.abort(signal?.reason);
    }
  }
}
