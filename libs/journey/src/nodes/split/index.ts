import { attributeOf, saltSeed, stableFraction } from '@wayfare/kernel';
import { type Arm, type SplitStep, splitSalt } from '../../plan.js';
import { attributeFindings } from '../../problems/checks.js';
import { type Finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { type NodeDefinition, none, type Scene, type Wiring } from '../definition.js';
import { repeatedIds } from '../repeated.js';
import type { SplitData } from './schema.js';

const sumOf = (arms: SplitData['arms']): number => arms.reduce((sum, arm) => sum + arm.weight, 0);

const splitFindings = ({ arms, assignBy }: SplitData, known: GraphContext): readonly Finding[] => [
  ...unless(arms.length >= 2, 'too_few_arms'),
  ...repeatedIds(arms),
  ...arms.flatMap((arm) => unless(arm.weight >= 0, 'bad_weight', { arm: arm.name || arm.id, value: arm.weight })),
  ...unless(typeof assignBy === 'object' || arms.length === 0 || sumOf(arms) > 0, 'weight_sum'),
  ...(typeof assignBy === 'object' ? attributeFindings(assignBy.attribute, known) : []),
];

/** Bounds are the cumulated weights over their sum; the last bound is 1 to the bit, so that nobody falls through. */
const armsOf = (arms: SplitData['arms'], wiring: Wiring): Arm[] => {
  const sum = sumOf(arms) || 1;
  const bounds = [0];
  for (const arm of arms) bounds.push((bounds.at(-1) ?? 0) + arm.weight);
  return arms.map((arm, at) => ({
    id: arm.id,
    name: arm.name,
    control: arm.control ?? false,
    from: (bounds[at] ?? 0) / sum,
    to: at === arms.length - 1 ? 1 : (bounds[at + 1] ?? sum) / sum,
    next: wiring.next(arm.id),
  }));
};

/** The text that may name an arm: a value that is text, a number or a boolean. */
const armNamed = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** Who is in an arm stays in it for as long as there is one. */
const armOf = (step: SplitStep, { person, journeyId, wentBefore }: Scene): Arm | undefined => {
  const before = step.arms.find(({ id }) => id === wentBefore);
  if (before) return before;
  if (step.assignBy !== 'hash') {
    const named = armNamed(attributeOf(person, step.assignBy.attribute));
    return step.arms.find((arm) => arm.id === named);
  }
  const fraction = stableFraction(person.id, saltSeed(splitSalt(journeyId, step.id)));
  return step.arms.find((arm) => fraction >= arm.from && fraction < arm.to);
};

/** People part by chance that stays the same for ever, or by an experiment that was assigned elsewhere. */
export const split: NodeDefinition<'split'> = {
  place: 'middle',
  sends: false,
  handles: ({ arms }) => arms.map(({ id, name }) => ({ id, label: name || id })),
  conditions: none,
  matches: none,
  findings: splitFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'split',
    id,
    name: data.name,
    assignBy: data.assignBy ?? 'hash',
    arms: armsOf(data.arms, wiring),
  }),
  interpret: (step, scene) => {
    const arm = armOf(step, scene);
    return arm ? { does: 'go', to: arm.next, handle: arm.id } : { does: 'leave', reason: 'unassigned' };
  },
};
