import type { WaitTraits } from '@wayfare/journey';
import type { Cohort } from '../../cohorts/cohort.js';
import { attributeText } from '../../steps/attribute.js';
import { type PeopleQuery, peopleOf } from '../../steps/people.js';
import type { Outcome, Scene, Way } from '../handler.js';

/** What people differ in who wait at a node, and how that says when they go on. */
export interface Dues {
  /** The step behind the node. */
  readonly to: string;
  /** The attribute whose date counts, if one does. */
  readonly attribute: string | null;
  dueOf(traits: WaitTraits): Date;
}

/** People with the same zone and the same date leave together, however many they are: so many instants are computed, not one for each person. */
interface Alike {
  readonly zone: string;
  readonly text: string;
}

/** The last instant that every part of the system can write down: whoever should wait longer waits till then. */
const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

export const wayAt = (due: Date, to: string, now: Date): Way =>
  due <= now ? { does: 'go', to, handle: null } : { does: 'wait', until: due < END_OF_TIME ? due : END_OF_TIME };

/** What the people of a cohort differ in, as SQL; '' stands for missing. */
const traitsIn = (people: PeopleQuery, { attribute }: Dues): { zone: string; text: string } => ({
  zone: `coalesce(c.time_zone, '')`,
  text: attribute === null ? `''` : `coalesce(${attributeText('c', attribute, people)}, '')`,
});

/** The instants at which people leave, each once, and for each group which of them is theirs. */
const instantsOf = (dues: readonly Date[], now: Date): { instants: Date[]; ways: number[] } => {
  const times = dues.map((due) => Math.max(due.getTime(), now.getTime()));
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  return { instants: distinct.map((time) => new Date(time)), ways: times.map((time) => distinct.indexOf(time)) };
};

/** Parts a cohort by the instants at which its people go on. */
export const partByDue = async (dues: Dues, cohort: Cohort, scene: Scene): Promise<Outcome> => {
  const people = peopleOf(cohort, { customers: true });
  const traits = traitsIn(people, dues);
  const question = people.ask(`DISTINCT ${traits.zone} AS zone, ${traits.text} AS text`);
  const groups = await scene.tx.query<Alike>(question.text, question.parameters);
  const { instants, ways } = instantsOf(
    groups.map((group) => dues.dueOf({ timeZone: group.zone, date: group.text })),
    scene.now,
  );
  const [only] = instants;
  if (only && instants.length === 1) return wayAt(only, dues.to, scene.now);
  const zones = people.bind(groups.map((group) => group.zone));
  const texts = people.bind(groups.map((group) => group.text));
  people.join(
    `JOIN unnest(${zones}::text[], ${texts}::text[], ${people.bind(ways)}::int[]) AS alike (zone, text, way) ON alike.zone = ${traits.zone} AND alike.text = ${traits.text}`,
  );
  return { does: 'part', parting: people.select('alike.way'), ways: instants.map((instant) => wayAt(instant, dues.to, scene.now)) };
};
