import type { AudienceStep } from '@wayfare/journey';
import { type Tx, workInShard } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { Hints } from '../hints.js';
import { holdJourneyOfRun } from '../journeys/lock.js';
import { haveEventsFirst } from '../order.js';
import type { EngineParts } from '../parts.js';
import { stepOf, type Version } from '../plans.js';
import { transact } from '../retry.js';
import { sceneOf } from '../scene.js';
import { Walk } from '../steps/walk.js';
import { admit } from './admission.js';
import { writeDown } from './portions.js';
import { APPLY_CHUNK, BEGIN_PART, BEGIN_RUN, COUNT_CHUNK, END_PART, LOCK_CHUNK, LOCK_RUN, RUN } from './runs.sql.js';
import { planNextRun } from './schedule.js';
import { tellOfEvents } from './tell.js';

/** People in a cohort at most (engine.md). */
export const COHORT_LIMIT = 50_000;

interface RunRow {
  id: string;
  versionId: string;
  nodeId: string;
  plannedAt: Date;
  state: 'planned' | 'entering' | 'held' | 'done' | 'cancelled';
  /** Its audience is: it comes in by parts, and one of the later ones is due. */
  isWrittenDown: boolean;
}

const audienceAt = ({ plan, number }: Version, nodeId: string): AudienceStep => {
  const step = stepOf(plan, nodeId);
  if (step.kind !== 'audience') throw new Error(`${nodeId} of version ${number} is no audience`);
  return step;
};

/**
 * An audience comes in: its people are written down in one snapshot, in chunks, and each chunk enters in a transaction of its own that marks it applied.
 * Whatever dies in between, the chunks say what is still to be done.
 */
export class Entering {
  constructor(
    private readonly parts: EngineParts,
    /** Shows the events that came in: those received before an audience come before it. */
    private readonly showEvents: () => Promise<void>,
  ) {}

  /** Writes down who is in the audience at this instant. */
  async enter({ runId }: { runId: string }): Promise<void> {
    const { clock, database, queues, dispatcher } = this.parts;
    await clock.sync();
    const hints = new Hints(clock);
    const began = await transact(database, (tx) => this.begin(tx, runId, hints), 'REPEATABLE READ');
    if (began === 'events first') {
      await this.showEvents();
      await transact(database, (tx) => this.begin(tx, runId, hints), 'REPEATABLE READ');
    }
    await hints.announce(queues, dispatcher);
  }

  private async begin(tx: Tx, runId: string, hints: Hints): Promise<'nothing' | 'events first' | 'began'> {
    hints.clear();
    const journey = await holdJourneyOfRun(tx, runId);
    const [run] = await tx.query<RunRow>(LOCK_RUN, [runId]);
    const now = this.parts.clock.now();
    if (journey?.state !== 'running' || run?.state !== 'planned' || run.plannedAt > now) return 'nothing';
    if (await haveEventsFirst(tx, journey.id, run.plannedAt)) return 'events first';
    const version = await this.parts.plans.of(tx, run.versionId);
    const chunks = run.isWrittenDown ? await tx.query<{ chunkNo: number }>(BEGIN_PART, [runId]) : await this.write(tx, run, version, now);
    for (const { chunkNo } of chunks) hints.chunk(runId, chunkNo);
    this.parts.logger.info({ journeyId: journey.id, runId, chunks: chunks.length }, 'an audience, or a part of one, begins to come in');
    if (chunks.length === 0) await this.endRun(tx, runId, version, hints);
    return 'began';
  }

  /** Writes down who is in the audience; gives the chunks that come in now. */
  private async write(tx: Tx, run: RunRow, version: Version, now: Date): Promise<readonly { chunkNo: number }[]> {
    const step = audienceAt(version, run.nodeId);
    const chunks = await writeDown(tx, { runId: run.id, version, step, now, most: this.parts.cohortLimit });
    await tx.query(BEGIN_RUN, [run.id, now, chunks.reduce((sum, chunk) => sum + chunk.people, 0)]);
    return chunks.filter(({ part }) => part === 0);
  }

  /** One chunk enters, and goes as far as it gets at this instant. */
  async enterChunk({ runId, chunkNo }: { runId: string; chunkNo: number }): Promise<void> {
    const { clock, metrics, logger } = this.parts;
    await clock.sync();
    const hints = new Hints(clock);
    const entered = await transact(this.parts.database, async (tx) => {
      hints.clear();
      const journey = await holdJourneyOfRun(tx, runId);
      if (journey?.state !== 'running') return null;
      const [chunk] = await tx.query<{ people: string[]; shard: number }>(LOCK_CHUNK, [runId, chunkNo]);
      if (!chunk) return null;
      hints.shard = chunk.shard;
      await workInShard(tx, chunk.shard);
      return this.enterPeople(tx, { runId, chunkNo, people: chunk.people }, hints);
    });
    if (entered === null) return;
    metrics.cameIn(entered);
    logger.debug({ runId, chunkNo, entered }, 'a chunk of an audience came in');
    await hints.announce(this.parts.queues, this.parts.dispatcher);
  }

  private async enterPeople(tx: Tx, chunk: { runId: string; chunkNo: number; people: string[] }, hints: Hints): Promise<number> {
    const { clock, plans } = this.parts;
    const now = clock.now();
    const { runId, chunkNo, people } = chunk;
    const [run] = await tx.query<{ versionId: string; nodeId: string }>(RUN, [runId]);
    if (!run) throw new Error(`there is no run ${runId}`);
    const version = await plans.of(tx, run.versionId);
    const step = audienceAt(version, run.nodeId);
    const ledger = new Ledger(now);
    const { cohort, entered, heldOut } = await admit(tx, { journeyId: version.journeyId, versionId: version.id, step, people }, ledger);
    const walk = new Walk(sceneOf(tx, now, version, hints), ledger);
    const stand = cohort ? await walk.from([cohort], { touched: entered }) : [];
    for (const after of stand) hints.cohort(after);
    await ledger.write(tx);
    await tx.query(APPLY_CHUNK, [runId, chunkNo, now]);
    await tx.query(COUNT_CHUNK, [runId, entered + heldOut, people.length - entered - heldOut]);
    await this.endRun(tx, runId, version, hints);
    return entered + heldOut;
  }

  /** Ends a part of a run when its last chunk is in, and a run with its last part; then plans the next one by the version that the journey has by then. */
  private async endRun(tx: Tx, runId: string, version: Version, hints: Hints): Promise<void> {
    const now = this.parts.clock.now();
    const [ended] = await tx.query<{ nodeId: string; state: RunRow['state']; plannedAt: Date }>(END_PART, [runId, now]);
    if (!ended) return;
    await tellOfEvents(tx, version.journeyId, hints);
    if (ended.state === 'planned') hints.run(runId, ended.plannedAt);
    if (ended.state !== 'done') return;
    const next = await planNextRun(tx, this.parts.plans, { journeyId: version.journeyId, nodeId: ended.nodeId, now });
    if (next) hints.run(next.id, next.plannedAt);
  }
}
