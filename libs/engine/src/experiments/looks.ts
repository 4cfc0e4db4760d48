import { judge, sizesOf, type Verdict } from '@wayfare/journey';
import type { Sql, Tx } from '@wayfare/platform';
import type { EngineParts } from '../parts.js';
import type { Plans } from '../plans.js';
import { transact } from '../retry.js';
import { ALLOCATE, ALLOCATIONS, SETTLE, TAKE_BY_ID, VERSIONS } from './experiments.sql.js';
import { type Judged, readClosesAt, readFigures } from './figures.js';
import type { AllocationRow, ArmFigures, ExperimentRow } from './rows.js';

const SEES = ['running', 'paused', 'finished'];

interface Found extends ExperimentRow {
  readonly state: string;
}

/** The newest version that has this experiment says how it is judged: an edit elsewhere changes nothing, one of its rules counts from now on. */
export const judgedBy = async (tx: Sql, plans: Plans, { journeyId, nodeId, among }: ExperimentRow): Promise<Judged | null> => {
  for (const { id } of await tx.query<{ id: string }>(VERSIONS, [journeyId])) {
    const { plan } = await plans.of(tx, id);
    const step = plan.steps[nodeId];
    if (step?.kind === 'experiment' && step.among === among) return { journeyId, step, settings: plan.settings };
  }
  return null;
};

const closedIn = (figures: readonly ArmFigures[]): number => figures.reduce((sum, { closed }) => sum + closed, 0);

/** How many windows had closed when the shares were last worked out. */
const closedBefore = async (tx: Tx, { id }: ExperimentRow): Promise<number> => {
  const rows = await tx.query<AllocationRow>(ALLOCATIONS, [[id]]);
  return closedIn(rows.findLast(({ why }) => why === 'shared')?.figures ?? []);
};

const instantsFor = async (tx: Tx, judged: Judged, sizes: readonly number[]): Promise<ReadonlyMap<number, Date | null>> => {
  const found = new Map<number, Date | null>();
  for (const size of sizes) found.set(size, await readClosesAt(tx, judged, size));
  return found;
};

/**
 * Looks at experiments when it is time: a due thing like any other, found in the table whatever becomes of the queues. A look takes the experiment for itself, judges it by what has been
 * counted at this instant and writes down what comes of it with the figures, in one transaction: whoever dies before its end has decided nothing, and who comes second finds it decided.
 */
export class Looks {
  constructor(private readonly parts: EngineParts) {}

  async look(experimentId: string): Promise<void> {
    const { clock, database, logger } = this.parts;
    await clock.sync();
    const verdict = await transact(database, (tx) => this.attempt(tx, experimentId));
    if (verdict && verdict.does !== 'wait') logger.info({ experimentId, ...verdict }, 'an experiment was looked at');
  }

  private async attempt(tx: Tx, experimentId: string): Promise<Verdict | null> {
    const [found] = await tx.query<Found>(TAKE_BY_ID, [experimentId]);
    const now = this.parts.clock.now();
    if (!found || !SEES.includes(found.state) || found.decidedAt !== null || found.lookAt === null || found.lookAt > now) return null;
    const judged = await judgedBy(tx, this.parts.plans, found);
    if (!judged) throw new Error(`no version of journey ${found.journeyId} has experiment ${experimentId}`);
    const figures = await readFigures(tx, judged, now);
    const before = await closedBefore(tx, found);
    const sizes = [...sizesOf(judged.step, before), ...sizesOf(judged.step, closedIn(figures))];
    const instants = await instantsFor(tx, judged, sizes);
    const sight = { now, begunAt: found.begunAt, outcomes: figures, closedBefore: before };
    const verdict = judge(judged.step, { ...sight, closesAt: (people) => instants.get(people) ?? null });
    await this.carryOut(tx, found, verdict, figures, now);
    return verdict;
  }

  private async carryOut(tx: Tx, { id }: Found, verdict: Verdict, figures: readonly ArmFigures[], now: Date): Promise<void> {
    const write = (why: AllocationRow['why'], arm: string | null, weights: object): Promise<unknown> =>
      tx.query(ALLOCATE, [id, now, why, arm, JSON.stringify(weights), JSON.stringify(figures), null]);
    if (verdict.does === 'wait') await tx.query(SETTLE, [id, verdict.lookAt, null, null, false]);
    else if (verdict.does === 'share') {
      await write('shared', null, verdict.weights);
      await tx.query(SETTLE, [id, verdict.lookAt, null, null, false]);
    } else if (verdict.does === 'decide') {
      await write(verdict.why, verdict.arm, verdict.weights);
      await tx.query(SETTLE, [id, null, now, verdict.arm, false]);
    } else {
      await write('kept', null, verdict.weights);
      await tx.query(SETTLE, [id, null, now, null, false]);
    }
  }
}
