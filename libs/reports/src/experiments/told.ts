import type { Experiment } from '@wayfare/contracts';
import type { ExperimentState } from '@wayfare/engine';
import { endsAt, plannedWeights, type Weights } from '@wayfare/journey';
import { liftOf } from '../statistics/lift.js';
import { checkSampleRatio } from '../statistics/sample-ratio.js';
import { expectedDecision } from './expected.js';

/** More would say nothing more. */
const HISTORY = 50;

type Arm = Experiment['arms'][number];

const stateOf = ({ row, isCurrent }: ExperimentState): Experiment['state'] => {
  if (!isCurrent) return 'replaced';
  if (!row) return 'waiting';
  if (row.decidedAt) return row.arm === null ? 'kept' : 'decided';
  return row.byHand ? 'byHand' : 'running';
};

/** Of people who come now. */
const sharesOf = ({ judged, allocations }: ExperimentState): Weights => allocations.at(-1)?.weights ?? plannedWeights(judged.step);

const referenceOf = ({ judged: { step } }: ExperimentState): string => (step.arms.find(({ control }) => control) ?? step.arms[0])?.id ?? '';

const armsOf = (state: ExperimentState): Arm[] => {
  const reference = state.figures.find(({ arm }) => arm === referenceOf(state));
  const shares = sharesOf(state);
  return state.judged.step.arms.map(({ id, name, control }) => {
    const figures = state.figures.find(({ arm }) => arm === id) ?? { people: 0, closed: 0, hits: 0, probability: 0 };
    const { people, closed, hits, probability } = figures;
    const lift =
      reference && reference.arm !== id ? liftOf({ people: closed, hits }, { people: reference.closed, hits: reference.hits }) : null;
    return {
      armId: id,
      name: name || id,
      control,
      share: shares[id] ?? 0,
      people,
      closed,
      hits,
      rate: closed === 0 ? null : hits / closed,
      probability,
      difference: lift && { difference: lift.difference, low: lift.low, high: lift.high, minimumDetectable: lift.minimumDetectable },
    };
  });
};

const takesSome = (weights: Weights): boolean => Object.values(weights).filter((share) => share > 0).length > 1;

/**
 * Whether as many came into each arm as the shares in force when they came said. Who came when one arm took everybody says nothing and is left out. Where the shares have changed, what is expected is added
 * up over the times, which makes the test a little less ready to complain.
 */
export const sampleRatioOf = (state: ExperimentState): Experiment['sampleRatio'] => {
  const { judged, allocations, cameBy } = state;
  const shares = [plannedWeights(judged.step), ...allocations.map(({ weights }) => weights)];
  const counted = cameBy.filter(({ shares: place }) => takesSome(shares[place] ?? {}));
  const total = counted.reduce((sum, { people }) => sum + people, 0);
  if (total === 0) return null;
  const expected = (arm: string): number => counted.reduce((sum, came) => sum + came.people * (shares[came.shares]?.[arm] ?? 0), 0);
  return checkSampleRatio(
    judged.step.arms.map(({ id }) => ({
      share: expected(id) / total,
      people: counted.reduce((sum, { arm, people }) => (arm === id ? sum + people : sum), 0),
    })),
  );
};

const decidesOf = (state: ExperimentState, window: string, now: Date): Experiment['decides'] => {
  const { judged, row, figures, enoughAt } = state;
  const { decide } = judged.step;
  if (!decide || row?.byHand) return null;
  const end = row ? endsAt(judged.step, row.begunAt) : null;
  const people = figures.reduce((sum, arm) => sum + arm.people, 0);
  const course = row && { now, begunAt: row.begunAt, people, needed: decide.people, enoughAt, endsAt: end, window };
  return {
    people: decide.people,
    at: end?.toISOString() ?? null,
    confidence: decide.confidence,
    otherwise: decide.otherwise,
    expectedAt: (course && row.decidedAt === null ? expectedDecision(course) : null)?.toISOString() ?? null,
  };
};

const decisionOf = ({ row, allocations }: ExperimentState): Experiment['decision'] => {
  const last = allocations.at(-1);
  if (!row?.decidedAt || !last) return null;
  return {
    at: last.from.toISOString(),
    why: last.why,
    armId: last.arm,
    probability: last.figures.find(({ arm }) => arm === last.arm)?.probability ?? null,
    closed: last.figures.reduce((sum, { closed }) => sum + closed, 0),
    actor: last.actor,
  };
};

/** An experiment as people read it. */
export const toldOf = (state: ExperimentState, now: Date): Experiment => {
  const { judged, row, allocations, figures } = state;
  const { step, settings } = judged;
  const counted = step.measure === 'conversion' && settings.goal ? settings.goal : settings.response;
  return {
    nodeId: step.id,
    name: step.name,
    state: stateOf(state),
    mode: step.mode,
    measure: step.measure,
    event: counted.match?.event ?? null,
    window: counted.window,
    begunAt: row?.begunAt.toISOString() ?? null,
    people: figures.reduce((sum, arm) => sum + arm.people, 0),
    closed: figures.reduce((sum, arm) => sum + arm.closed, 0),
    reference: referenceOf(state),
    arms: armsOf(state),
    decides: decidesOf(state, counted.window, now),
    decision: decisionOf(state),
    sampleRatio: sampleRatioOf(state),
    history: [...allocations]
      .reverse()
      .slice(0, HISTORY)
      .map(({ from, why, arm, actor, weights }) => ({ from: from.toISOString(), why, armId: arm, actor, shares: { ...weights } })),
  };
};
