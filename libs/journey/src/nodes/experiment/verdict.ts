import { addDuration } from '@wayfare/kernel';
import type { ExperimentStep } from '../../plan.js';
import { allTo, plannedWeights, type Weights } from './allocation.js';
import { type Outcomes, probabilitiesToBeBest, thompsonShares } from './posterior.js';

/** So many people's windows have to have closed since the shares were last worked out. */
export const NEW_OUTCOMES = 50;
const HOUR_MS = 3_600_000;

/** What somebody who looks at an experiment sees. */
export interface Sight {
  readonly now: Date;
  /** When the first person came to it. */
  readonly begunAt: Date;
  /** By arm, in the order of the plan. */
  readonly outcomes: readonly Outcomes[];
  /** People whose windows had closed when the shares were last worked out. */
  readonly closedBefore: number;
  /** When so many people's windows will have closed, going by those who have come; null where fewer have. */
  closesAt(people: number): Date | null;
}

/** What comes of a look: nothing yet, other shares, or the end. `lookAt`: when to look again; null: when more people have come. */
export type Verdict =
  | { readonly does: 'wait'; readonly lookAt: Date | null }
  | { readonly does: 'share'; readonly weights: Weights; readonly lookAt: Date | null }
  | { readonly does: 'decide'; readonly why: 'decided' | 'best'; readonly arm: string; readonly weights: Weights }
  /** No arm was good enough: the split goes on as it was drawn. */
  | { readonly does: 'keep'; readonly weights: Weights };

const closedIn = (outcomes: readonly Outcomes[]): number => outcomes.reduce((sum, { closed }) => sum + closed, 0);

/** When the time that it was given is over; null where it was given none. */
export const endsAt = ({ decide }: Pick<ExperimentStep, 'decide'>, begunAt: Date): Date | null =>
  decide?.duration ? addDuration(begunAt, decide.duration) : null;

/** How many people's windows have to have closed for it to be looked at with any use; none where only time counts. */
export const sizesOf = ({ mode, decide }: Pick<ExperimentStep, 'mode' | 'decide'>, closedBefore: number): number[] => [
  ...(decide?.people ? [decide.people] : []),
  ...(mode === 'thompson' ? [closedBefore + NEW_OUTCOMES] : []),
];

const nextHour = (instant: Date): Date => new Date(Math.ceil(instant.getTime() / HOUR_MS) * HOUR_MS);

const earliest = (...instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((first, instant) => (instant && (first === null || instant < first) ? instant : first), null);

const lookAgainAt = (step: ExperimentStep, sight: Sight, closedBefore: number): Date | null => {
  const { decide, mode } = step;
  const enough = decide?.people ? sight.closesAt(decide.people) : null;
  const more = mode === 'thompson' ? sight.closesAt(closedBefore + NEW_OUTCOMES) : null;
  const anew = more && nextHour(new Date(Math.max(more.getTime(), sight.now.getTime() + 1)));
  return earliest(endsAt(step, sight.begunAt), enough, anew);
};

const shouldEnd = (step: ExperimentStep, { now, begunAt, outcomes }: Sight): boolean => {
  const end = endsAt(step, begunAt);
  return (end !== null && now >= end) || (step.decide?.people != null && closedIn(outcomes) >= step.decide.people);
};

const settled = (step: ExperimentStep, { confidence, otherwise }: NonNullable<ExperimentStep['decide']>, { outcomes }: Sight): Verdict => {
  const chances = probabilitiesToBeBest(outcomes);
  const highest = Math.max(...chances);
  const arm = step.arms[chances.indexOf(highest)]?.id;
  const isKnown = arm !== undefined && closedIn(outcomes) > 0;
  if (isKnown && highest >= confidence) return { does: 'decide', why: 'decided', arm, weights: allTo(step, arm) };
  if (isKnown && otherwise === 'best') return { does: 'decide', why: 'best', arm, weights: allTo(step, arm) };
  return { does: 'keep', weights: plannedWeights(step) };
};

/**
 * What becomes of an experiment at a look. Only people whose windows have closed are counted: whoever still has time to respond would make the arm that came first look worse. It is decided once,
 * at its end, and not at the first look at which an arm happens to lead: looking again and again until one does finds a winner where there is none.
 */
export const judge = (step: ExperimentStep, sight: Sight): Verdict => {
  if (step.decide && shouldEnd(step, sight)) return settled(step, step.decide, sight);
  const closed = closedIn(sight.outcomes);
  if (step.mode !== 'thompson' || closed - sight.closedBefore < NEW_OUTCOMES)
    return { does: 'wait', lookAt: lookAgainAt(step, sight, sight.closedBefore) };
  const shares = thompsonShares(sight.outcomes);
  const weights = Object.fromEntries(step.arms.map(({ id }, at) => [id, shares[at] ?? 0]));
  return { does: 'share', weights, lookAt: lookAgainAt(step, sight, closed) };
};

/** When to look, at the latest, for the sake of people who have come just now; null where nothing depends on them. */
export const lookForArrivals = (step: ExperimentStep, now: Date, window: string): Date | null => {
  const closes = addDuration(now, window);
  if (step.decide?.people) return closes;
  return step.mode === 'thompson' ? nextHour(closes) : null;
};
