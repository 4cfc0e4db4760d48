import { setTimeout as pause } from 'node:timers/promises';
import { Customers } from '@wayfare/customers';
import { type DispatcherPort, Engine, EngineMetrics, engineHandler, Journeys } from '@wayfare/engine';
import type { Graph } from '@wayfare/journey';
import { type BullQueues, type Database, type Logger, Metrics, QUEUE } from '@wayfare/platform';
import { LeadingClock } from './clock.js';
import { COHORT } from './journey.js';

/** The work ends at the outbox: nothing is handed over. */
const outbox: DispatcherPort = {
  request: async () => undefined,
  due: async () => [],
  recoverLeases: async () => undefined,
  cancelForEnrollments: async () => undefined,
  cancelForJourney: async () => undefined,
  recallFromJourney: async () => undefined,
};

const ARRIVALS = `
  SELECT coalesce(sum(people), 0)::int AS people FROM moves
  WHERE journey_id = $1 AND (to_node = ANY($2) OR reason = 'holdout')`;

export interface PassageParts {
  readonly database: Database;
  readonly queues: BullQueues;
  readonly logger: Logger;
}

/** The engine in this process on two connections at a time, with a clock that can be jumped ahead, and a journey's people on their way through it. */
export class Passage {
  readonly journeys: Journeys;

  private constructor(
    private readonly parts: PassageParts,
    readonly engine: Engine,
    private readonly clock: LeadingClock,
  ) {
    this.journeys = new Journeys(engine);
  }

  static async open(parts: PassageParts, clock: LeadingClock, program = 'bench'): Promise<Passage> {
    const { database } = parts;
    const engine = new Engine({
      ...{ ...parts, clock, cohortLimit: COHORT, dispatcher: outbox },
      customers: new Customers({ database, clock }),
      metrics: new EngineMetrics(new Metrics(program)),
    });
    await parts.queues.process(QUEUE.engine, engineHandler(engine), { concurrency: 2 });
    return new Passage(parts, engine, clock);
  }

  async launch(name: string, graph: Graph): Promise<string> {
    const { id } = await this.journeys.createJourney({ name, graph });
    await this.journeys.launch(id);
    return id;
  }

  /** Until so many people have come to the nodes. */
  async until(journeyId: string, people: number, ...nodes: string[]): Promise<void> {
    while ((await this.arrivals(journeyId, nodes)) < people) await pause(20);
  }

  /** Jobs are announced after the commit: once none is at work, all are there. */
  async atRest(): Promise<void> {
    while ((await this.parts.queues.counts(QUEUE.engine)).active > 0) await pause(20);
  }

  /** Time passes, and nothing of what comes due by it has a job. */
  async jump(ms: number): Promise<void> {
    await this.atRest();
    this.clock.jump(ms);
    await this.parts.queues.empty(QUEUE.engine);
  }

  /** What is due goes on until so many have come to the nodes. */
  async goOn(journeyId: string, people: number, ...nodes: string[]): Promise<void> {
    await this.engine.reconcile();
    await this.until(journeyId, people, ...nodes);
  }

  async close(): Promise<void> {
    await this.atRest();
    await this.parts.queues.leave(QUEUE.engine);
  }

  private async arrivals(journeyId: string, nodes: readonly string[]): Promise<number> {
    const [row] = await this.parts.database.query<{ people: number }>(ARRIVALS, [journeyId, nodes]);
    return row?.people ?? 0;
  }
}
