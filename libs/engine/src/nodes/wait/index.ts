import { dueFor, type WaitStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Cohort, hasJustArrived } from '../../cohorts/cohort.js';
import { attributeText } from '../../steps/attribute.js';
import { type PeopleQuery, peopleOf } from '../../steps/people.js';
import type { NodeHandler, Outcome, Scene, Way } from '../handler.js';

/** People with the same zone and the same date leave together, however many they are: so many instants are computed, not one for each person. */
interface Alike {
  readonly zone: string;
  readonly text: string;
}

/** The last instant that every part of the system can write down: whoever should wait longer waits till then. */
const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

const wayAt = (due: Date, step: WaitStep, now: Date): Way =>
  due <= now ? { does: 'go', to: step.next, handle: null } : { does: 'wait', until: due < END_OF_TIME ? due : END_OF_TIME };

/** What the people of a cohort differ in, as far as the rule asks for it, as SQL; '' stands for missing. */
const traitsIn = (people: PeopleQuery, rule: WaitStep['rule']): { zone: string; text: string } => ({
  zone: `coalesce(c.time_zone, '')`,
  text: rule.mode === 'date' ? `coalesce(${attributeText('c', rule.attribute, people)}, '')` : `''`,
});

/** The instants at which people leave, each once, and for each group which of them is theirs. */
const instantsOf = (dues: readonly Date[], now: Date): { instants: Date[]; ways: number[] } => {
  const times = dues.map((due) => Math.max(due.getTime(), now.getTime()));
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  return { instants: distinct.map((time) => new Date(time)), ways: times.map((time) => distinct.indexOf(time)) };
};

const partByDue = async (step: WaitStep, cohort: Cohort, scene: Scene): Promise<Outcome> => {
  const zone = await scene.zone();
  const people = peopleOf(cohort, { customers: true });
  const traits = traitsIn(people, step.rule);
  const question = people.ask(`DISTINCT ${traits.zone} AS zone, ${traits.text} AS text`);
  const groups = await scene.tx.query<Alike>(question.text, question.parameters);
  const dues = groups.map((group) => dueFor(step.rule, { timeZone: group.zone, date: group.text }, cohort.arrivedAt, zone));
  const { instants, ways } = instantsOf(dues, scene.now);
  const [only] = instants;
  if (only && instants.length === 1) return wayAt(only, step, scene.now);
  const zones = people.bind(groups.map((group) => group.zone));
  const texts = people.bind(groups.map((group) => group.text));
  people.join(
    `JOIN unnest(${zones}::text[], ${texts}::text[], ${people.bind(ways)}::int[]) AS alike (zone, text, way) ON alike.zone = ${traits.zone} AND alike.text = ${traits.text}`,
  );
  return { does: 'part', parting: people.select('alike.way'), ways: instants.map((instant) => wayAt(instant, step, scene.now)) };
};

const isTheSameForAll = (step: WaitStep): boolean =>
  step.rule.mode === 'duration' || (step.rule.mode === 'until' && step.rule.zone === 'workspace');

const begin = async (step: WaitStep, cohort: Cohort, scene: Scene): Promise<Outcome> => {
  if (step.rule.mode === 'duration') return wayAt(addDuration(cohort.arrivedAt, step.rule.duration), step, scene.now);
  if (!isTheSameForAll(step)) return partByDue(step, cohort, scene);
  return wayAt(dueFor(step.rule, { timeZone: '', date: '' }, cohort.arrivedAt, await scene.zone()), step, scene.now);
};

/**
 * People stay for a while, until a time of day, or until a date of their own. Where they differ, the cohort parts by the instant at which they leave; where
 * they do not, it costs one row.
 */
export const wait: NodeHandler<'wait'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step, cohort, scene) => (hasJustArrived(cohort) ? begin(step, cohort, scene) : { does: 'go', to: step.next, handle: null }),
};
