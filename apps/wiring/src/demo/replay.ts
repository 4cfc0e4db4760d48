import { Customers, Ingestion, type NewEvent } from '@wayfare/customers';
import { COHORT_LIMIT, Engine, EngineMetrics, Journeys, type OtherWork, VirtualTime } from '@wayfare/engine';
import { dateAt, localDay, saltSeed } from '@wayfare/kernel';
import { type Logger, Metrics, type OneTransaction, readSettings } from '@wayfare/platform';
import { Readings } from '@wayfare/reports';
import { DOINGS, RESPONSES, SIGNUPS } from './answers.sql.js';
import { VISIT_SHARES } from './drawings.js';
import { PastClock, PastPost, PastQueues } from './past.js';

const BATCH = 1000;

interface Doing {
  readonly customerId: string;
  readonly at: Date;
  readonly spentMinor: string | null;
}

/** The readings of the past mornings, taken where they fall due. */
const readingsIn = (database: OneTransaction, clock: PastClock): OtherWork => {
  const readings = new Readings({ database, clock });
  const due = async () => readings.due(await readSettings(database));
  return {
    left: async () => {
      const count = (await due()).length;
      return count === 0 ? [] : [{ kind: 'readings', count }];
    },
    next: async (until) => readings.next(await readSettings(database), until),
    announce: async () => {
      for (const reading of await due()) await readings.take(reading);
    },
  };
};

/**
 * Tells the past of the demo journeys with the engine itself under a clock that is moved: what the pages show afterwards was not painted but happened,
 * entered = inside + exited included. Only the post is a double: nothing is sent.
 */
export class Replay {
  readonly clock: PastClock;
  readonly journeys: Journeys;
  readonly #engine: Engine;
  readonly #time: VirtualTime;
  readonly #queues = new PastQueues();
  readonly #ingestion: Ingestion;

  constructor(
    private readonly database: OneTransaction,
    start: Date,
    private readonly timeZone: string,
    logger: Logger,
  ) {
    this.clock = new PastClock(start);
    const { clock } = this;
    this.#engine = new Engine({
      database,
      clock,
      queues: this.#queues,
      dispatcher: new PastPost(database, clock),
      customers: new Customers({ database, clock }),
      logger,
      metrics: new EngineMetrics(new Metrics('demo')),
      cohortLimit: COHORT_LIMIT,
    });
    this.journeys = new Journeys(this.#engine);
    this.#ingestion = new Ingestion({ database, queues: this.#queues, clock });
    this.#time = new VirtualTime({
      engine: this.#engine,
      clock,
      other: readingsIn(database, clock),
      whileTheyWork: () => this.#queues.carryOut(this.#engine),
    });
  }

  /** Moves on to a wall time of the day that the clock stands in, carrying out what comes due; a time that has passed moves nothing. */
  async goTo(instant: Date): Promise<void> {
    const milliseconds = instant.getTime() - this.clock.now().getTime();
    await this.#time.advanceClock({ advance: `PT${Math.max(0, Math.floor(milliseconds / 1000))}S` });
  }

  /** The evening of a day: who signed up, opened, clicked, visited and bought since `from`, and what the journeys make of it. */
  async evening(from: Date): Promise<void> {
    const to = this.clock.now();
    const day = localDay(from, this.timeZone);
    const seed = saltSeed(day);
    await this.database.query(RESPONSES, [from, to, seed]);
    const signups = await this.database.query<{ customerId: string; at: Date }>(SIGNUPS, [from, to]);
    const doings = await this.database.query<Doing>(DOINGS, [from, to, seed, JSON.stringify(VISIT_SHARES)]);
    await this.#receive([
      ...signups.map(({ customerId, at }) => ({
        customerId,
        id: 'signup',
        name: 'signup',
        occurredAt: at,
        receivedAt: to,
        properties: { source: 'web' },
      })),
      ...doings.flatMap((doing) => this.#eventsOf(doing, day, to)),
    ]);
    await this.#time.advanceClock({ advance: 'PT0S' });
  }

  /** The instant of a wall time on the day `daysAgo` before the day of `now`. */
  at(now: Date, daysAgo: number, time: string): Date {
    return dateAt(localDay(now, this.timeZone), { offset: `-P${daysAgo}D`, time, zone: this.timeZone });
  }

  #eventsOf({ customerId, at, spentMinor }: Doing, day: string, receivedAt: Date): NewEvent[] {
    const visit: NewEvent = { customerId, id: `visit-${day}`, name: 'visit', occurredAt: at, receivedAt, properties: { page: '/new' } };
    if (spentMinor === null) return [visit];
    const value = { amount: Number(spentMinor), currency: 'CNY' };
    return [
      visit,
      { customerId, id: `purchase-${day}`, name: 'purchase', occurredAt: at, receivedAt, properties: { channel: 'web' }, value },
    ];
  }

  async #receive(events: readonly NewEvent[]): Promise<void> {
    for (let at = 0; at < events.length; at += BATCH) {
      const { batchId } = await this.database.transaction((tx) => this.#ingestion.appendEvents(tx, events.slice(at, at + BATCH)));
      if (batchId !== null) await this.#ingestion.announce(batchId);
    }
  }
}
