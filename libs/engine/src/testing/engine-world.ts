import { Customers, Ingestion } from '@wayfare/customers';
import { storePerson } from '@wayfare/customers/testing';
import type { Graph } from '@wayfare/journey';
import { addDuration, type Json, ManualClock, type Profile } from '@wayfare/kernel';
import { profileWith } from '@wayfare/kernel/testing';
import { type ClockPort, createLogger, type Database, Metrics, QUEUE } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { VirtualTime } from '../clock/virtual-time.js';
import { Engine } from '../engine.js';
import { COHORT_LIMIT } from '../enter/entering.js';
import { engineHandler } from '../handlers.js';
import { Journeys } from '../journeys/journeys.js';
import { EngineMetrics } from '../metrics.js';
import { checkConservation } from '../read/conservation.js';
import { checkMessageTotals } from '../read/message-totals.js';
import { pathsOf, type Stay } from '../read/paths.js';
import { InProcessQueues, type Mischief } from './in-process-queues.js';
import { Mailing } from './mailing.js';
import { furnish, type TestWorkspace } from './workspace.js';

/** A virtual clock of one process. */
export class TestClock extends ManualClock implements ClockPort {
  readonly isVirtual: boolean = true;

  async sync(): Promise<void> {
    // Nobody shares it.
  }

  async advanceTo(instant: Date): Promise<void> {
    this.moveTo(instant);
  }
}

export interface WorldOptions {
  readonly now?: Date;
  readonly mischief?: Mischief;
  /** People in a cohort at most. */
  readonly cohortLimit?: number;
  readonly database?: Database;
  /** Into how many the database is dealt out. */
  readonly shards?: number;
}

export interface TestEvent {
  readonly name: string;
  readonly occurredAt?: Date;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly id?: string;
}

/** The engine with everything around it, in one process: a real database, a clock that is moved, queues that run when told to. */
export class EngineWorld {
  readonly engine: Engine;
  readonly journeys: Journeys;
  readonly time: VirtualTime;
  readonly mailing: Mailing;
  private readonly ingestion: Ingestion;

  constructor(
    readonly database: Database,
    readonly clock: TestClock,
    readonly queues: InProcessQueues,
    readonly workspace: TestWorkspace,
    cohortLimit: number,
  ) {
    this.mailing = new Mailing(database, () => clock.now());
    this.engine = new Engine({
      database,
      queues,
      clock,
      cohortLimit,
      dispatcher: this.mailing,
      customers: new Customers({ database, clock }),
      logger: createLogger({ level: 'silent', name: 'test' }),
      metrics: new EngineMetrics(new Metrics('test')),
    });
    this.journeys = new Journeys(this.engine);
    this.ingestion = new Ingestion({ database, queues, clock });
    this.time = new VirtualTime({ engine: this.engine, clock, whileTheyWork: () => this.work() });
    void queues.process(QUEUE.engine, engineHandler(this.engine));
  }

  /** Writes people with ids of their own; an e-mail address and its consent unless they say otherwise. */
  async people(...people: readonly Partial<Profile>[]): Promise<string[]> {
    const ids: string[] = [];
    for (const person of people) {
      const id = person.id ?? String(this.lastId + 1);
      this.lastId = Math.max(this.lastId, Number(id));
      await storePerson(
        this.database,
        profileWith({ id, externalId: `c-${id}`, email: `p${id}@customers.example`, consent: { email: true }, ...person }),
      );
      ids.push(id);
    }
    return ids;
  }

  private lastId = 0;

  /** Draws and launches a journey, and carries out what that makes due. */
  async launch(graph: Graph): Promise<string> {
    const { id } = await this.journeys.createJourney({ name: 'test', graph });
    await this.journeys.launch(id);
    await this.settle();
    return id;
  }

  /** An event is received now; what it makes due is left to `settle`. */
  async receive(customerId: string, ...events: readonly TestEvent[]): Promise<void> {
    await this.receiveAll(events.map((event) => ({ customerId, ...event })));
  }

  /** Events are received now, in one batch. */
  async receiveAll(events: readonly (TestEvent & { customerId: string })[]): Promise<void> {
    const now = this.clock.now();
    const { batchId } = await this.database.transaction((tx) =>
      this.ingestion.appendEvents(
        tx,
        events.map((event) => ({ properties: {}, occurredAt: now, receivedAt: now, ...event })),
      ),
    );
    if (batchId !== null) await this.ingestion.announce(batchId);
  }

  /** Carries out everything that is due now. */
  async settle(): Promise<void> {
    await this.time.advanceClock({ advance: 'PT0S' });
  }

  async advance(duration: string): Promise<void> {
    await this.time.advanceClock({ advance: duration });
  }

  async advanceTo(instant: Date): Promise<void> {
    const seconds = (instant.getTime() - this.clock.now().getTime()) / 1000;
    await this.advance(`PT${seconds.toFixed(3)}S`);
    if (addDuration(this.clock.now(), 'PT0S').getTime() !== instant.getTime()) throw new Error('the clock went astray');
  }

  /** What the nodes have, as the canvas shows it: `here/passed`. */
  async counts(journeyId: string): Promise<Record<string, string>> {
    const { nodes } = await this.journeys.live(journeyId);
    return Object.fromEntries(nodes.map(({ id, here, passed }) => [id, `${here}/${passed}`]));
  }

  /** The ways of people, as `in > mail > end (completed)`. */
  async ways(journeyId: string): Promise<Record<string, string[]>> {
    const paths = await pathsOf(this.database, journeyId);
    return Object.fromEntries([...paths].map(([id, stays]) => [id, stays.map(inWords)]));
  }

  /** Fails where the moves and the people, or the messages and their totals, say different things. */
  async expectConservation(journeyId?: string): Promise<void> {
    const differences = await checkConservation(this.database, journeyId);
    if (differences.length > 0) throw new Error(`people were lost or made: ${JSON.stringify(differences)}`);
    const messages = await checkMessageTotals(this.database, journeyId);
    if (messages.length > 0) throw new Error(`messages were lost or made: ${JSON.stringify(messages)}`);
  }

  private async work(): Promise<void> {
    await this.queues.drain();
    await this.mailing.request();
  }
}

const inWords = ({ visits, exit }: Stay): string => {
  const nodes = visits.map(({ nodeId }) => nodeId).join(' > ');
  return exit ? `${nodes} (${exit.reason})` : nodes;
};

export const MONDAY = new Date('2027-03-01T02:00:00.000Z');

/** A world of its own for a test file: `const world = await engineWorld();`. */
export const engineWorld = async (options: WorldOptions = {}): Promise<EngineWorld> => {
  const database = options.database ?? (await testDatabase({ shards: options.shards }));
  const clock = new TestClock(options.now ?? MONDAY);
  const workspace = await furnish(database, clock.now());
  return new EngineWorld(database, clock, new InProcessQueues(options.mischief ?? null), workspace, options.cohortLimit ?? COHORT_LIMIT);
};
