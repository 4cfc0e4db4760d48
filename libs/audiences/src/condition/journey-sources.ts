import type { Binder, ComparedValue } from '@wayfare/customers';
import { type EnrollmentState, MESSAGE_STATES, type MessageOutcome, RESPONSES } from '@wayfare/kernel';
import { isId } from './ids.js';
import { type About, type Source, text, value } from './source.js';

/** The first of the journeys that all rows have to be of, so that an index finds them; empty where any will do. */
const ofJourneys = (table: string, { where = [] }: About, binder: Binder): string[] => {
  const test = where.find(({ property, is }) => property === 'journey' && (is === 'eq' || is === 'in'));
  if (!test) return [];
  const ids = [test.value].flat().filter((id) => typeof id === 'string' && isId(id));
  return [`${table}.journey_id = ANY (${binder.bind(ids.map(String), 'bigint[]')})`];
};

const listed = (texts: readonly string[]): string => texts.map((one) => `'${one}'`).join(', ');
const MISSING = value('NULL::text');

const MESSAGE: Readonly<Record<string, ComparedValue>> = {
  journey: text('ms.journey_id::text'),
  node: text('ms.node_id'),
  // the plan says which; a version's plan never changes
  template: text(`(SELECT jv.plan #>> ARRAY['steps', ms.node_id, 'templateId'] FROM journey_versions jv WHERE jv.id = ms.version_id)`),
  channel: text('ms.channel'),
  reason: text('ms.reason'),
};

/** When and why a stay came to its end: by itself, or with its cohort. */
const ENDED_AT = `coalesce(en.left_at, CASE WHEN ch.state = 'exited' THEN ch.arrived_at END)`;
const ENDED_AS = `coalesce(en.left_reason, CASE WHEN ch.state = 'exited' THEN ch.exit_reason END)`;

const ENROLLMENT: Readonly<Record<string, ComparedValue>> = { journey: text('en.journey_id::text'), reason: text(ENDED_AS) };

const fieldsIn =
  (fields: Readonly<Record<string, ComparedValue>>) =>
  (name: string): ComparedValue =>
    (Object.hasOwn(fields, name) ? fields[name] : undefined) ?? MISSING;

/** Messages by their own state, or by the first answer that makes them what is asked for. */
export const ofMessages = (leaf: About & { readonly messages: MessageOutcome }, binder: Binder): Source => {
  const outcome = leaf.messages;
  const common = { person: 'ms.customer_id', field: fieldsIn(MESSAGE) };
  if (outcome === 'sent' || outcome === 'delivered' || outcome === 'notSent') {
    const tests = [`ms.state IN (${listed(MESSAGE_STATES[outcome])})`, ...ofJourneys('ms', leaf, binder)];
    return { ...common, from: 'messages ms', at: outcome === 'notSent' ? 'ms.decided_at' : 'coalesce(ms.handed_at, ms.decided_at)', tests };
  }
  const answers = [
    `r.kind IN (${listed(RESPONSES[outcome])})`,
    ...(outcome === 'bounced' ? [] : ['NOT r.machine']),
    ...ofJourneys('r', leaf, binder),
  ];
  return {
    ...common,
    from: `(SELECT r.customer_id, r.message_id, min(r.at) AS at FROM responses r WHERE ${answers.join(' AND ')} GROUP BY r.customer_id, r.message_id) rs
      JOIN messages ms ON ms.customer_id = rs.customer_id AND ms.id = rs.message_id`,
    person: 'rs.customer_id',
    at: 'rs.at',
    tests: [],
  };
};

/** By state: when somebody came to stand so, and which stays do. */
const STANDINGS: Readonly<Record<EnrollmentState, { readonly at: string; readonly tests: readonly string[] }>> = {
  entered: { at: 'ch.entered_at', tests: [] },
  inside: { at: 'ch.entered_at', tests: ['en.left_at IS NULL', `ch.state = 'standing'`] },
  completed: { at: ENDED_AT, tests: [`${ENDED_AS} = 'completed'`] },
  left: { at: ENDED_AT, tests: [`${ENDED_AS} NOT IN ('completed', 'holdout')`] },
  // who left on their own before their cohort came to the arm was not held out by it
  heldOut: { at: 'ch.held_out_at', tests: ['ch.held_out_at IS NOT NULL', '(en.left_at IS NULL OR ch.held_out_at <= en.left_at)'] },
};

export const ofEnrollments = (leaf: About & { readonly enrollments: EnrollmentState }, binder: Binder): Source => {
  const { at, tests } = STANDINGS[leaf.enrollments];
  return {
    from: 'enrollments en JOIN cohorts ch ON ch.id = en.cohort_id',
    person: 'en.customer_id',
    at,
    tests: [...tests, ...ofJourneys('en', leaf, binder)],
    field: fieldsIn(ENROLLMENT),
  };
};
