import type { BodyOf, EventSource, EventsReply, routes } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import { type Database, Group, JOB, jobId, Pacer, QUEUE, type Queues, type Sql } from '@wayfare/platform';
import { readIdentityRules } from '../identity/rules.js';
import { appendEvents } from './append.js';
import type { EventBooks } from './books.js';
import type { Appended, NewEvent } from './event.js';
import { type JudgedEvent, judgeEvent } from './judge.js';
import { type Passed, takeIn } from './take-in.js';

/** So many events are a transaction of their own; fewer share one with what comes in at the same time. */
const LARGE = 50;
/** An event that comes later than this after it happened is late: it is taken in as any other, and counted as late too. */
const LATE_MS = 3_600_000;
/** Of one request so many refused events are shown; the others are counted. */
const SHOWN = 20;
/** The engine is told of batches so often at most, whatever the number of senders: each telling is a job. */
const TELLINGS_APART_MS = 25;

export interface IngestionDeps {
  readonly database: Database;
  readonly queues: Pick<Queues, 'add'>;
  readonly clock: Clock;
  /** Where it is written down what became of what came in; nowhere where absent. */
  readonly books?: EventBooks;
}

const NOTHING: EventsReply = { accepted: 0, duplicates: 0, rejected: [] };

/** Whether the country of phone numbers without a code is asked for: most events name their customer otherwise. */
const namesPhone = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  'customer' in input &&
  typeof input.customer === 'object' &&
  input.customer !== null &&
  'phone' in input.customer;

interface Request {
  readonly passed: Passed;
}

/**
 * How events come in. Each is judged by itself; those that pass are written with their batch in one transaction before the sender is
 * answered, and only then is the engine told. The telling is a hint: an open batch that nobody was told of is found by the reconciler.
 *
 * Senders of single events share transactions (`Group`). One that fails as a whole is tried again request by request, so that nobody is refused for what another has sent.
 */
export class Ingestion {
  private newest = '';
  private readonly telling = new Pacer(() => this.tell(), TELLINGS_APART_MS);
  private readonly singles: Group<Request, () => EventsReply>;

  constructor(private readonly deps: IngestionDeps) {
    this.singles = new Group((requests) => this.takeGroup(requests));
  }

  /** POST /events. An event of somebody unknown makes them a customer, unless it names them by our own id. */
  async events(body: BodyOf<typeof routes.events>, source: EventSource = 'api'): Promise<EventsReply> {
    const now = this.deps.clock.now();
    const callingCode = body.events.some(namesPhone) ? (await readIdentityRules(this.deps.database)).callingCode : '';
    const rejected: EventsReply['rejected'] = [];
    const passed: { index: number; event: JudgedEvent }[] = [];
    for (const [index, input] of body.events.entries()) {
      const judgement = judgeEvent(input, now, callingCode);
      if (judgement.ok) passed.push({ index, event: judgement.value });
      else rejected.push({ index, ...judgement.error });
    }
    const taken = passed.length === 0 ? NOTHING : await this.take({ passed });
    const reply = { ...taken, rejected: [...rejected, ...taken.rejected].sort((a, b) => a.index - b.index) };
    this.enter(source, body.events, passed, reply, now);
    return reply;
  }

  private async take(request: Request): Promise<EventsReply> {
    return request.passed.length >= LARGE ? this.takeOne(request) : (await this.singles.join(request))();
  }

  /** Writes into the books what became of a request's events. */
  private enter(source: EventSource, inputs: readonly unknown[], passed: Passed, reply: EventsReply, now: Date): void {
    const { books } = this.deps;
    if (!books) return;
    books.count(source, 'accepted', reply.accepted);
    books.count(source, 'duplicate', reply.duplicates);
    if (reply.accepted > 0) {
      books.count(source, 'late', passed.filter(({ event }) => now.getTime() - event.occurredAt.getTime() > LATE_MS).length);
      for (const { event } of passed) books.look(event.name, event.properties);
    }
    for (const [at, { index, code, message }] of reply.rejected.entries())
      if (at < SHOWN) books.refuse(source, { code, message, input: inputs[index] });
      else books.count(source, code);
  }

  private async takeOne({ passed }: Request): Promise<EventsReply> {
    const { replies, batchId } = await takeIn(this.deps.database, [passed], this.deps.clock.now());
    if (batchId !== null) await this.announce(batchId);
    return replies[0] ?? NOTHING;
  }

  /** What each of a group is answered, or has thrown to it. */
  private async takeGroup(requests: readonly Request[]): Promise<(() => EventsReply)[]> {
    const { database, clock } = this.deps;
    try {
      const { replies, batchId } = await takeIn(
        database,
        requests.map(({ passed }) => passed),
        clock.now(),
      );
      if (batchId !== null) await this.announce(batchId);
      return replies.map((reply) => () => reply);
    } catch (error) {
      if (requests.length === 1) throw error;
      const ends = await Promise.allSettled(requests.map((request) => this.takeOne(request)));
      return ends.map((end) => () => {
        if (end.status === 'rejected') throw end.reason;
        return end.value;
      });
    }
  }

  /** Events of known customers, written in the caller's transaction: either both happen or neither. */
  async appendEvents(tx: Sql, events: readonly NewEvent[]): Promise<Appended> {
    return appendEvents(tx, events, this.deps.clock.now());
  }

  /**
   * Tells the engine of a batch, after the transaction that wrote it was committed. Batches that come while others are being told of, or a moment after, are told of
   * together, by one job: whichever batch it names, all that are open are shown; nobody waits for that one, since it is only a hint.
   */
  announce(batchId: string): Promise<void> {
    this.newest = batchId;
    const waits = this.telling.isBusy;
    const told = this.telling.ask();
    if (!waits) return told;
    told.catch(() => undefined);
    return Promise.resolve();
  }

  private tell(): Promise<void> {
    return this.deps.queues.add(QUEUE.engine, [{ name: JOB.wake, id: jobId.wake(this.newest), data: { batchId: this.newest } }]);
  }
}
