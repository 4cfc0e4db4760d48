import { compileLine, isPersonal, type LineScope, PERSON_COLUMNS, type Person } from '@wayfare/channels';
import type { TaskStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import { type PeopleQuery, peopleOf } from '../../steps/people.js';
import type { Scene } from '../handler.js';
import { makeStatement } from './task.sql.js';

/** People whose texts are filled in at a time. */
const AT_ONCE = 5_000;

interface Asked extends Person {
  readonly customerId: string;
  readonly journeyId: string;
  readonly entryNo: number;
}

interface Made {
  readonly made: number;
}
const count = ([row]: readonly Made[]): number => row?.made ?? 0;

const dueOf = ({ dueIn, onward }: TaskStep, from: Date): Date | null => {
  const after = dueIn ?? (onward.waits ? onward.timeout : null);
  return after === null ? null : addDuration(from, after);
};

/** The placeholders of what is the same for all of them. */
const bound = (step: TaskStep, { arrivedAt }: Cohort, query: Pick<PeopleQuery, 'bind'>) => {
  const { assignee, onward } = step;
  return {
    node: query.bind(step.id),
    user: query.bind('user' in assignee ? assignee.user : null),
    role: query.bind('role' in assignee ? assignee.role : null),
    waits: query.bind(onward.waits),
    made: query.bind(arrivedAt),
    due: query.bind(dueOf(step, arrivedAt)),
  };
};

/** What says the same to everybody is one statement, however many they are. */
const makeAlike = async (step: TaskStep, cohort: Cohort, scene: Scene): Promise<number> => {
  const people = peopleOf(cohort, { customers: false });
  const names = bound(step, cohort, people);
  const columns = `e.customer_id, e.journey_id, e.entry_no, ${people.bind(step.title)}::text AS title, ${people.bind(step.note)}::text AS note`;
  const asked = people.ask(columns);
  return count(await scene.tx.query<Made>(makeStatement(asked.text, names), asked.parameters));
};

const GIVEN = `
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::text[]) AS w (customer_id, journey_id, entry_no, title, note)`;

const write = async (step: TaskStep, cohort: Cohort, scene: Scene, people: readonly Asked[], words: Words): Promise<number> => {
  const scopes = people.map((customer) => words.scopeOf(customer));
  const parameters: unknown[] = [
    people.map(({ customerId }) => customerId),
    people.map(({ journeyId }) => journeyId),
    people.map(({ entryNo }) => entryNo),
    scopes.map((scope) => words.title(scope).trim().slice(0, LONGEST_TITLE)),
    scopes.map((scope) => words.note(scope).slice(0, LONGEST_NOTE) || null),
  ];
  const bind = (...values: readonly unknown[]): string => `$${parameters.push(...values)}`;
  return count(await scene.tx.query<Made>(makeStatement(GIVEN, bound(step, cohort, { bind })), parameters));
};

const LONGEST_TITLE = 300;
const LONGEST_NOTE = 4_000;

interface Words {
  title(scope: LineScope): string;
  note(scope: LineScope): string;
  scopeOf(customer: Person): LineScope;
}

const wordsOf = async (step: TaskStep, { journeyId, arrivedAt }: Cohort, scene: Scene): Promise<Words> => {
  const [journey] = await scene.tx.query<{ name: string }>('SELECT name FROM journeys WHERE id = $1', [journeyId]);
  const zone = await scene.zone();
  const about = { journey: { name: journey?.name ?? '' }, now: arrivedAt.toISOString() };
  return {
    title: compileLine(step.title, zone),
    note: compileLine(step.note ?? '', zone),
    scopeOf: (customer) => ({ customer, ...about }),
  };
};

const makePersonal = async (step: TaskStep, cohort: Cohort, scene: Scene): Promise<number> => {
  const words = await wordsOf(step, cohort, scene);
  let made = 0;
  for (let after = '0'; ; ) {
    const query = peopleOf(cohort, { customers: true });
    const columns = `e.customer_id AS "customerId", e.journey_id AS "journeyId", e.entry_no AS "entryNo", ${PERSON_COLUMNS}`;
    const { text, parameters } = query.ask(
      columns,
      `AND e.customer_id > ${query.bind(after)}::bigint ORDER BY e.customer_id LIMIT ${AT_ONCE}`,
    );
    const people = await scene.tx.query<Asked & object>(text, parameters);
    const last = people.at(-1);
    if (!last) return made;
    made += await write(step, cohort, scene, people, words);
    after = last.customerId;
  }
};

/** Makes the tasks of the people who have come to a step. @returns for how many there is an open one now: fewer than the people where some of theirs is done already */
export const makeTasks = (step: TaskStep, cohort: Cohort, scene: Scene): Promise<number> =>
  isPersonal(step.title) || isPersonal(step.note ?? '') ? makePersonal(step, cohort, scene) : makeAlike(step, cohort, scene);
