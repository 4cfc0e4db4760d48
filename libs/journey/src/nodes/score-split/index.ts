import { attributeOf } from '@wayfare/kernel';
import type { ScoreSplitStep } from '../../plan.js';
import { attributeFindings } from '../../problems/checks.js';
import { type Finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { type Act, type Handle, type NodeDefinition, none, type Scene } from '../definition.js';
import { repeatedIds } from '../repeated.js';
import type { ScoreSplitData } from './schema.js';

const TENTHS = 10;
const NONE: Handle = { id: 'none', label: 'none' };

/** Each bound but the last has to be a number above the one before. */
const boundFindings = (bands: ScoreSplitData['bands']): readonly Finding[] =>
  bands.slice(0, -1).flatMap(({ id, name, below }, at) => {
    const before = bands[at - 1]?.below ?? Number.NEGATIVE_INFINITY;
    return unless(below !== undefined && below > before, 'bad_bound', { band: name || id });
  });

/** Each tenth but those of the last band has to lie above the one before, and leave one for the last. */
const tenthFindings = (bands: ScoreSplitData['bands']): readonly Finding[] =>
  bands.slice(0, -1).flatMap(({ id, name, to }, at) => {
    const before = bands[at - 1]?.to ?? 0;
    return unless(to !== undefined && to > before && to < TENTHS, 'bad_tenth', { band: name || id });
  });

const numberFindings = (attribute: string, known: GraphContext): readonly Finding[] =>
  unless(known.deciles?.get(attribute)?.length !== 0, 'no_numbers', { attribute });

const scoreFindings = ({ attribute, bands, mode }: ScoreSplitData, known: GraphContext): readonly Finding[] => [
  ...attributeFindings(attribute, known),
  ...unless(bands.length >= 2, 'too_few_bands'),
  ...repeatedIds(bands),
  ...unless(!bands.some(({ id }) => id === NONE.id), 'reserved_id', { id: 'none' }),
  ...(mode === 'deciles' ? [...tenthFindings(bands), ...numberFindings(attribute, known)] : boundFindings(bands)),
];

/** Where nobody's number is known there are no tenths, and everybody goes by `none`. */
const cutBands = (data: ScoreSplitData, cuts: readonly number[]): ScoreSplitData['bands'] =>
  cuts.length === 0 ? [] : data.bands.map((band) => ({ ...band, below: cuts[(band.to ?? TENTHS) - 1] }));

const take = (step: ScoreSplitStep, { person }: Scene): Act => {
  const value = attributeOf(person, step.attribute);
  const band = typeof value === 'number' ? step.bands.find(({ below }) => below === null || value < below) : undefined;
  return band ? { does: 'go', to: band.next, handle: band.id } : { does: 'go', to: step.none, handle: NONE.id };
};

/** People part by how high a number is that is known of them; those of whom none is known go by `none`. */
export const scoreSplit: NodeDefinition<'score-split'> = {
  place: 'middle',
  sends: false,
  handles: ({ bands }) => [...bands.map(({ id, name }) => ({ id, label: name || id })), NONE],
  conditions: none,
  matches: none,
  findings: scoreFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'score-split',
    id,
    name: data.name,
    attribute: data.attribute,
    bands: (data.mode === 'deciles' ? cutBands(data, wiring.deciles(data.attribute)) : data.bands).map((band, at) => ({
      id: band.id,
      name: band.name,
      below: at === data.bands.length - 1 ? null : (band.below ?? null),
      next: wiring.next(band.id),
    })),
    ...(data.mode === 'deciles' ? { deciles: wiring.deciles(data.attribute) } : {}),
    none: wiring.next('none'),
  }),
  interpret: take,
};
