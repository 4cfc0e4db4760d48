import { allTo, type ExperimentStep, plannedWeights, type Weights } from '@wayfare/journey';
import { conflict, invalid, notFound } from '@wayfare/kernel';
import { currentActor, recordChange, type Tx } from '@wayfare/platform';
import { holdJourneys } from '../journeys/lock.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import { ALLOCATE, ALLOCATIONS, SETTLE, TAKE } from './experiments.sql.js';
import { readFigures } from './figures.js';
import type { AllocationRow, ExperimentRow } from './rows.js';

/** An experiment of the version that runs, taken for oneself. */
interface Taken {
  readonly found: ExperimentRow;
  readonly step: ExperimentStep;
  readonly settings: Parameters<typeof readFigures>[1]['settings'];
  readonly earlier: readonly AllocationRow[];
}

const take = async (tx: Tx, { plans }: EngineParts, journeyId: string, nodeId: string): Promise<Taken> => {
  const [journey] = await holdJourneys(tx, [journeyId]);
  if (!journey) throw notFound('journey', journeyId);
  const plan = journey.versionId === null ? null : (await plans.of(tx, journey.versionId)).plan;
  const step = plan?.steps[nodeId];
  if (!plan || step?.kind !== 'experiment') throw notFound('experiment', nodeId);
  const [found] = await tx.query<ExperimentRow>(TAKE, [journeyId, nodeId, step.among]);
  if (!found)
    throw conflict('experiment_not_begun', `Nobody has come to the experiment "${step.name}" yet: there is nothing to choose from.`);
  return { found, step, settings: plan.settings, earlier: await tx.query<AllocationRow>(ALLOCATIONS, [[found.id]]) };
};

const BY_ITSELF: readonly AllocationRow['why'][] = ['decided', 'best', 'kept'];

const chosen = (step: ExperimentStep, arm: string): Weights => {
  if (!step.arms.some(({ id }) => id === arm))
    throw invalid('The experiment has no such arm.', [{ path: 'arm', code: 'unknown', message: arm }]);
  return allTo(step, arm);
};

/** As it was before it was decided: the last shares of Thompson sampling, else those of the drawing. */
const takenBack = ({ found, step, earlier }: Taken): Weights => {
  if (found.arm === null)
    throw conflict('experiment_not_decided', `The experiment "${step.name}" is not decided: there is nothing to take back.`);
  return earlier.findLast(({ why }) => why === 'shared')?.weights ?? plannedWeights(step);
};

/**
 * Somebody decides an experiment: everyone who comes from now on goes to `arm`; or (`null`) takes back what was decided. Then people are shared out as before; what was chosen by hand may still be decided
 * by itself at its end, what had decided itself does so no more.
 * @throws AppError `not_found`; 400; 409 `experiment_not_begun`, `experiment_not_decided`
 */
export const chooseArm = async (parts: EngineParts, journeyId: string, nodeId: string, arm: string | null): Promise<void> => {
  const { clock, database, logger } = parts;
  await transact(database, async (tx) => {
    const taken = await take(tx, parts, journeyId, nodeId);
    const { found, step, settings, earlier } = taken;
    const now = clock.now();
    const weights = arm === null ? takenBack(taken) : chosen(step, arm);
    const figures = await readFigures(tx, { journeyId, step, settings }, now);
    const isByHand = earlier.some(({ why }) => BY_ITSELF.includes(why));
    const why: AllocationRow['why'] = arm === null ? 'undone' : 'chosen';
    await tx.query(ALLOCATE, [found.id, now, why, arm, JSON.stringify(weights), JSON.stringify(figures), currentActor()]);
    await tx.query(SETTLE, [found.id, arm === null && !isByHand ? now : null, arm === null ? null : now, arm, isByHand]);
    const change = { before: { nodeId, arm: found.arm }, after: { nodeId, arm } };
    await recordChange(tx, clock, {
      action: arm === null ? 'experiment_undone' : 'experiment_chosen',
      kind: 'journey',
      id: journeyId,
      ...change,
    });
    logger.info({ journeyId, nodeId, arm }, 'somebody decided an experiment');
  });
};
