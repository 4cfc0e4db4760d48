import { type ExperimentStep, endsAt, lookForArrivals, type PlanSettings, type Weights } from '@wayfare/journey';
import type { Cohort } from '../cohorts/cohort.js';
import type { Scene } from '../nodes/handler.js';
import { BEGIN, FIND, HOLD, IN_FORCE, LOOK_SOONER } from './experiments.sql.js';
import type { ExperimentRow } from './rows.js';

/** For how long what an experiment counts counts. */
export const windowOf = ({ measure }: ExperimentStep, { response, goal }: PlanSettings): string =>
  measure === 'conversion' && goal ? goal.window : response.window;

const earlier = (one: Date | null, other: Date | null): Date | null => (one && other ? (one < other ? one : other) : (one ?? other));

/**
 * People of a cohort come to an experiment: it begins with the first, and is looked at when their windows have closed.
 * @returns the shares in force at this instant; null: those of the drawing. They stay what they are until the step has been committed, so that who came before a decision and who
 * came after it is never in doubt.
 */
export const comeTo = async (
  step: ExperimentStep,
  { journeyId }: Pick<Cohort, 'journeyId'>,
  { tx, now, version }: Scene,
): Promise<Weights | null> => {
  const key = [journeyId, step.id, step.among];
  const lookAt = lookForArrivals(step, now, windowOf(step, version.plan.settings));
  const [known] = await tx.query<ExperimentRow>(FIND, key);
  if (!known) await tx.query(BEGIN, [...key, now, earlier(lookAt, endsAt(step, now))]);
  else if (lookAt && isTooLate(known, lookAt)) await tx.query(LOOK_SOONER, [...key, lookAt]);
  const [held] = await tx.query<{ id: string }>(HOLD, key);
  const [inForce] = await tx.query<{ weights: Weights }>(IN_FORCE, [held?.id ?? null, now]);
  return inForce?.weights ?? null;
};

const isTooLate = ({ lookAt, decidedAt, byHand }: ExperimentRow, wanted: Date): boolean =>
  decidedAt === null && !byHand && (lookAt === null || lookAt > wanted);
