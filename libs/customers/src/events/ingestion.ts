import type { BodyOf, ReplyOf, routes } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import { type Database, JOB, jobId, QUEUE, type Queues, type Sql } from '@wayfare/platform';
import { recognise } from '../identity/recognise.js';
import { appendEvents } from './append.js';
import type { Appended, NewEvent } from './event.js';
import { type JudgedEvent, judgeEvent } from './judge.js';

type Rejected = ReplyOf<typeof routes.events>['rejected'];

/**
 * How events come in. Each is judged by itself; those that pass are written with their batch in one transaction before the sender is
 * answered, and only then is the engine told. The telling is a hint: an open batch that nobody was told of is found by the reconciler.
 */
export class Ingestion {
  private untold: string[] = [];
  private telling: Promise<void> = Promise.resolve();
  private nextTelling: Promise<void> | undefined;

  constructor(private readonly deps: { readonly database: Database; readonly queues: Pick<Queues, 'add'>; readonly clock: Clock }) {}

  /** POST /events. An event of somebody unknown makes them a customer, unless it names them by our own id. */
  async events(body: BodyOf<typeof routes.events>): Promise<ReplyOf<typeof routes.events>> {
    const now = this.deps.clock.now();
    const rejected: Rejected = [];
    const judged: { index: number; event: JudgedEvent }[] = [];
    for (const [index, input] of body.events.entries()) {
      const judgement = judgeEvent(input, now);
      if (judgement.ok) judged.push({ index, event: judgement.value });
      else rejected.push({ index, ...judgement.error });
    }
    if (judged.length === 0) return { accepted: 0, duplicates: 0, rejected };
    const { batchId, accepted, duplicates } = await this.deps.database.transaction(async (tx) => {
      const { customers } = await recognise(
        tx,
        judged.map(({ event }) => event.customer),
        { source: 'event', now },
      );
      const known: NewEvent[] = [];
      for (const [at, { index, event }] of judged.entries()) {
        const customerId = customers[at];
        if (customerId) known.push({ ...event, customerId });
        else rejected.push({ index, code: 'unknown_customer', message: `there is no customer ${event.customer.id}` });
      }
      return appendEvents(tx, known, now);
    });
    if (batchId !== null) await this.announce(batchId);
    return { accepted, duplicates, rejected: rejected.sort((a, b) => a.index - b.index) };
  }

  /** Events of known customers, written in the caller's transaction: either both happen or neither. */
  async appendEvents(tx: Sql, events: readonly NewEvent[]): Promise<Appended> {
    return appendEvents(tx, events, this.deps.clock.now());
  }

  /**
   * Tells the engine of a batch, after the transaction that wrote it was committed. Batches that come while others are being told of are told of
   * together, by one job: whichever batch it names, all that are open are shown.
   */
  announce(batchId: string): Promise<void> {
    this.untold.push(batchId);
    this.nextTelling ??= this.telling.catch(() => undefined).then(() => this.tell());
    this.telling = this.nextTelling;
    return this.nextTelling;
  }

  private async tell(): Promise<void> {
    const newest = this.untold.at(-1);
    this.untold = [];
    this.nextTelling = undefined;
    if (newest !== undefined)
      await this.deps.queues.add(QUEUE.engine, [{ name: JOB.wake, id: jobId.wake(newest), data: { batchId: newest } }]);
  }
}
