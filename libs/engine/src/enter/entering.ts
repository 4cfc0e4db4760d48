import type { Tx } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { Hints } from '../hints.js';
import { holdJourneyOfRun } from '../journeys/lock.js';
import type { EngineParts } from '../parts.js';
import { stepOf, type Version } from '../plans.js';
import { transact } from '../retry.js';
import { sceneOf, zoneOf } from '../scene.js';
import { Walk } from '../steps/walk.js';
import { admit } from './admission.js';
import { audienceQuery } from './audience.js';
import { APPLY_CHUNK, BEGIN_RUN, COUNT_CHUNK, chunkStatement, END_RUN, LOCK_CHUNK, LOCK_RUN } from './runs.sql.js';
import { nextRunAt, planRun } from './schedule.js';

/** People in a cohort at most (engine.md). */
export const COHORT_LIMIT = 50_000;

interface RunRow {
  id: string;
  versionId: string;
  nodeId: string;
  plannedAt: Date;
  state: 'planned' | 'entering' | 'done' | 'cancelled';
}

/**
 * An audience comes in: its people are written down in one snapshot, in chunks, and each chunk enters in a transaction of its own that marks it applied.
 * Whatever dies in between, the chunks say what is still to be done.
 */
export class Entering {
  constructor(private readonly parts: EngineParts) {}

  /** Writes down who is in the audience at this instant. */
  async enter({ runId }: { runId: string }): Promise<void> {
    const { clock } = this.parts;
    await clock.sync();
    const hints = new Hints(clock);
    await transact(
      this.parts.database,
      async (tx) => {
        hints.clear();
        const journey = await holdJourneyOfRun(tx, runId);
        const [run] = await tx.query<RunRow>(LOCK_RUN, [runId]);
        const now = clock.now();
        if (journey?.state !== 'running' || run?.state !== 'planned' || run.plannedAt > now) return;
        const version = await this.parts.plans.of(tx, run.versionId);
        const step = stepOf(version.plan, run.nodeId);
        if (step.kind !== 'audience') throw new Error(`run ${runId} is of ${run.nodeId}, which is no audience`);
        const audience = await audienceQuery(tx, step.audience, { now, firstParameter: 3 });
        const chunks = await tx.query<{ chunkNo: number; people: number }>(chunkStatement(audience.text), [
          runId,
          this.parts.cohortLimit,
          ...audience.parameters,
        ]);
        await tx.query(BEGIN_RUN, [runId, now, chunks.reduce((sum, { people }) => sum + people, 0)]);
        for (const { chunkNo } of chunks) hints.chunk(runId, chunkNo);
        this.parts.logger.info({ journeyId: journey.id, runId, chunks: chunks.length }, 'an audience was written down');
        if (chunks.length === 0) await this.endRun(tx, runId, version, hints);
      },
      'REPEATABLE READ',
    );
    await hints.announce(this.parts.queues, this.parts.dispatcher);
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
      const [chunk] = await tx.query<{ people: string[] }>(LOCK_CHUNK, [runId, chunkNo]);
      if (!chunk) return null;
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
    const [run] = await tx.query<{ versionId: string; nodeId: string }>(
      'SELECT version_id AS "versionId", node_id AS "nodeId" FROM entry_runs WHERE id = $1',
      [runId],
    );
    if (!run) throw new Error(`there is no run ${runId}`);
    const version = await plans.of(tx, run.versionId);
    const step = stepOf(version.plan, run.nodeId);
    if (step.kind !== 'audience') throw new Error(`run ${runId} is of ${run.nodeId}, which is no audience`);
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

  /** Ends a run when its last chunk is in, and plans the next one by the version that the journey has by then. */
  private async endRun(tx: Tx, runId: string, version: Version, hints: Hints): Promise<void> {
    const now = this.parts.clock.now();
    const [ended] = await tx.query<{ nodeId: string }>(END_RUN, [runId, now]);
    if (!ended) return;
    const [journey] = await tx.query<{ versionId: string }>('SELECT version_id AS "versionId" FROM journeys WHERE id = $1', [
      version.journeyId,
    ]);
    const current = await this.parts.plans.of(tx, journey?.versionId ?? version.id);
    const step = current.plan.steps[ended.nodeId];
    if (step?.kind !== 'audience') return;
    const next = await planRun(tx, current, step, nextRunAt(step, now, await zoneOf(tx, current)));
    if (next) hints.run(next.id, next.plannedAt);
  }
}
