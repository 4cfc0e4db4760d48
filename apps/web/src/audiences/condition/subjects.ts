import type { Catalogue } from '@wayfare/contracts';
import { consentKeyOf, ENROLLMENT_STATES, type Leaf, MESSAGE_OUTCOMES, ORDER_ROWS } from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { attributeName, CONSENT_CHANNELS, channelName, consentName } from './names.js';
import { firstTest, type ValueKind } from './operators.js';

export const SUBJECT_KINDS = [
  ...(['attribute', 'event', 'order', 'tag', 'message', 'messages', 'enrollments', 'consent', 'segment', 'list'] as const),
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Something that a row can ask about, as it stands in the list one picks from. */
export interface Subject {
  /** Unique over the whole list. */
  readonly id: string;
  readonly kind: SubjectKind;
  readonly label: string;
  readonly leaf: Leaf;
  /** Made of what was typed: nothing has that name yet. */
  readonly isNew: boolean;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everything there is to ask about. */
export interface Sources {
  readonly catalogue: Catalogue;
  readonly segments: readonly Named[];
  readonly lists: readonly Named[];
  /** What messages are for. */
  readonly purposes: readonly Named[];
  /** Send nodes whose messages may be asked for. */
  readonly nodes: readonly Named[];
}

const subject = (kind: SubjectKind, name: string, label: string, leaf: Leaf): Subject => ({
  id: `${kind}:${name}`,
  kind,
  label,
  leaf,
  isNew: false,
});

const attribute = (name: string, label: string, kind: ValueKind): Subject =>
  subject('attribute', name, label, { attribute: name, ...firstTest(kind) });
const event = (name: string, label: string): Subject => subject('event', name, label, { event: name, count: { gte: 1 } });
const tag = (name: string, label: string): Subject => subject('tag', name, label, { tag: name });

/** What kind of thing a row asks about. */
export const kindOf = (leaf: Leaf): SubjectKind | 'score' => {
  if ('attribute' in leaf) return 'attribute';
  if ('event' in leaf) return 'event';
  if ('order' in leaf) return 'order';
  if ('messages' in leaf) return 'messages';
  if ('enrollments' in leaf) return 'enrollments';
  if ('tag' in leaf) return 'tag';
  if ('consent' in leaf) return 'consent';
  if ('segment' in leaf) return 'segment';
  if ('list' in leaf) return 'list';
  return 'message' in leaf ? 'message' : 'score';
};

export const subjectsOf = ({ catalogue, segments, lists, purposes, nodes }: Sources, t: TFunction): Subject[] => [
  ...catalogue.attributes.map(({ name, kind, label }) => attribute(name, label ?? attributeName(name, t), kind)),
  ...catalogue.events.map(({ name }) => event(name, name)),
  ...ORDER_ROWS.map((order) => subject('order', order, t(`condition.order.${order}`), { order, count: { gte: 1 } })),
  ...catalogue.tags.map((name) => tag(name, name)),
  ...nodes.map(({ id, name }) => subject('message', id, name, { message: { node: id, result: 'opened' } })),
  ...MESSAGE_OUTCOMES.map((messages) =>
    subject('messages', messages, t(`condition.messages.${messages}.subject`), { messages, count: { gte: 1 } }),
  ),
  ...ENROLLMENT_STATES.map((enrollments) =>
    subject('enrollments', enrollments, t(`condition.enrollments.${enrollments}.subject`), { enrollments, count: { gte: 1 } }),
  ),
  ...CONSENT_CHANNELS.map((channel) => subject('consent', channel, channelName(channel, t), { consent: channel })),
  ...purposes.map(({ id, name }) => {
    const key = consentKeyOf('email', id);
    return subject('consent', key, consentName(key, t, { purposes: new Map([[id, name]]) }), { consent: key });
  }),
  ...segments.map(({ id, name }) => subject('segment', id, name, { segment: id })),
  ...lists.map(({ id, name }) => subject('list', id, name, { list: id })),
];

const MOST_SHOWN = 60;

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase();

/** Whether a subject answers to what was typed: its label, or the name that the api knows it by. */
const answersTo = ({ label, id }: Subject, wanted: string): boolean =>
  fold(label).includes(wanted) || fold(id.slice(id.indexOf(':') + 1)).includes(wanted);

/** What to ask about a name that nothing has yet: an import or an integration may bring it tomorrow. */
const unseen = (name: string, known: readonly Subject[], t: TFunction): Subject[] => {
  const isKnown = (made: Subject): boolean => known.some(({ id }) => id === made.id);
  const words = (key: string): string => t(`condition.build.${key}`, { name });
  return [attribute(name, words('useAttribute'), 'text'), event(name, words('useEvent')), tag(name, words('useTag'))]
    .filter((made) => !isKnown(made))
    .map((made) => ({ ...made, isNew: true }));
};

/** The subjects that answer to what was typed, and behind them the name itself as something new. */
export const findSubjects = (all: readonly Subject[], typed: string, t: TFunction): Subject[] => {
  const wanted = fold(typed.trim());
  if (wanted === '') return all.slice(0, MOST_SHOWN);
  const found = all.filter((one) => answersTo(one, wanted)).slice(0, MOST_SHOWN);
  return [...found, ...unseen(typed.trim(), all, t)];
};
