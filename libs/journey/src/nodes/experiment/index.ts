import { saltSeed, stableFraction } from '@wayfare/kernel';
import { type Arm, type ExperimentStep, splitSalt } from '../../plan.js';
import { durationFindings } from '../../problems/checks.js';
import { type Finding, unless } from '../../problems/codes.js';
import { type NodeDefinition, none, type Scene, type Wiring } from '../definition.js';
import { repeatedIds } from '../repeated.js';
import { armAt } from './allocation.js';
import type { ExperimentData } from './schema.js';

type Decide = NonNullable<ExperimentData['decide']>;

const MOST_PEOPLE = 100_000_000;

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 2 && value <= MOST_PEOPLE;

const decideFindings = ({ after, confidence }: Decide): readonly Finding[] => [
  ...unless(after.people !== undefined || Boolean(after.duration), 'no_decision'),
  ...unless(after.people === undefined || isWhole(after.people), 'bad_sample', { value: after.people ?? 0 }),
  ...(after.duration ? durationFindings(after.duration) : []),
  ...unless(confidence >= 0.5 && confidence <= 0.9999, 'bad_confidence', { value: confidence }),
];

const experimentFindings = ({ arms, mode, decide }: ExperimentData): readonly Finding[] => [
  ...unless(arms.length >= 2, 'too_few_arms'),
  ...repeatedIds(arms),
  ...arms.flatMap((arm) => unless(arm.weight > 0, 'arm_without_weight', { arm: arm.name || arm.id, value: arm.weight })),
  ...unless(arms.filter(({ control }) => control).length < 2, 'two_controls'),
  ...unless(mode === 'thompson' || decide !== undefined, 'no_decision'),
  ...(decide ? decideFindings(decide) : []),
];

const armsOf = (arms: ExperimentData['arms'], wiring: Wiring): Arm[] => {
  const sum = arms.reduce((total, { weight }) => total + weight, 0);
  let before = 0;
  return arms.map((arm, at) => {
    const from = before / sum;
    before += arm.weight;
    const to = at === arms.length - 1 ? 1 : before / sum;
    return { id: arm.id, name: arm.name, control: arm.control ?? false, from, to, next: wiring.next(arm.id) };
  });
};

/**
 * Which experiment it is: the arms with the shares that were drawn, whatever their order. An edit elsewhere leaves it the same; one of its arms or their shares begins
 * another, since people who were shared out otherwise can not be counted together.
 */
const amongOf = (arms: ExperimentData['arms']): string => {
  const sum = arms.reduce((total, { weight }) => total + weight, 0);
  const pairs = arms.map(({ id, weight }) => [id, Number((weight / sum).toFixed(6))] as const);
  return JSON.stringify([...pairs].sort(([one], [other]) => (one < other ? -1 : 1)));
};

const compileDecide = ({ after, confidence, otherwise }: Decide): NonNullable<ExperimentStep['decide']> => ({
  people: after.people ?? null,
  duration: after.duration || null,
  confidence,
  otherwise,
});

/** Whom an edit leads here again stay in their arm, for as long as there is one. */
const armOf = (step: ExperimentStep, { person, journeyId, wentBefore, weightsOf }: Scene): Arm | undefined =>
  step.arms.find(({ id }) => id === wentBefore) ??
  armAt(step, weightsOf(step), stableFraction(person.id, saltSeed(splitSalt(journeyId, step.id))));

/** People part by chance that stays the same for ever, against shares that follow what the arms have shown (decision 012). */
export const experiment: NodeDefinition<'experiment'> = {
  place: 'middle',
  sends: false,
  handles: ({ arms }) => arms.map(({ id, name }) => ({ id, label: name || id })),
  conditions: none,
  matches: none,
  findings: experimentFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'experiment',
    id,
    name: data.name,
    among: amongOf(data.arms),
    arms: armsOf(data.arms, wiring),
    measure: data.measure.by,
    mode: data.mode,
    decide: data.decide ? compileDecide(data.decide) : null,
  }),
  interpret: (step, scene) => {
    const arm = armOf(step, scene);
    if (!arm) throw new Error(`nobody falls through the arms of ${step.id}`);
    return { does: 'go', to: arm.next, handle: arm.id };
  },
};
