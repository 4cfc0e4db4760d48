import { type Binder, bindEventTests, comparisonToSql, intervalOf } from '@wayfare/customers';
import { type EventLeaf, type NextEvent, type PropertyTest, type SeveralLeaf, spanOf } from '@wayfare/kernel';
import { boundsOf } from './bounds.js';
import { type Counted, measuredToSql, measureToSql } from './measure-to-sql.js';
import type { Source } from './source.js';
import { sourceOf } from './sources.js';

/** What follows an event `ev` of the same person, as a predicate. */
const followed = (next: NextEvent, now: Date, binder: Binder): string => {
  const instant = binder.bind(now, 'timestamptz');
  return `EXISTS (SELECT 1 FROM events nx WHERE nx.customer_id = ev.customer_id AND nx.name = ${binder.bind(next.event, 'text')} AND nx.occurred_at > ev.occurred_at AND nx.occurred_at <= ${last(next, binder)} AND nx.occurred_at <= ${instant} AND nx.received_at <= ${instant} AND ${bindEventTests(next.where ?? [], 'nx', now, binder)})`;
};

const last = (next: NextEvent, binder: Binder): string => `(ev.occurred_at + ${binder.bind(intervalOf(next.within), 'interval')})`;

/** Which of a source's rows a question counts, as the tests on one of them. */
const testsOf = (leaf: SeveralLeaf, source: Source, now: Date, binder: Binder): string[] => {
  const instant = binder.bind(now, 'timestamptz');
  const { since, from, to } = spanOf(leaf, now);
  const at = (operator: string, end: Date | null): string[] => (end ? [`${source.at} ${operator} ${binder.bind(end, 'timestamptz')}`] : []);
  const holds = ({ property, is, value }: PropertyTest): string => comparisonToSql(source.field(property), is, value, now, binder);
  return [
    ...source.tests,
    `${source.at} <= ${instant}`,
    ...at('>', since),
    ...at('>=', from),
    ...at('<', to),
    ...(source.receivedAt ? [`${source.receivedAt} <= ${instant}`] : []),
    ...(leaf.where ?? []).map(holds),
    ...('event' in leaf ? sequenceOf(leaf, now, binder) : []),
  ];
};

const sequenceOf = ({ followedBy, notFollowedBy }: EventLeaf, now: Date, binder: Binder): string[] => [
  ...(followedBy ? [followed(followedBy, now, binder)] : []),
  ...(notFollowedBy
    ? [`${last(notFollowedBy, binder)} <= ${binder.bind(now, 'timestamptz')}`, `NOT ${followed(notFollowedBy, now, binder)}`]
    : []),
];

/** The rows of everybody that a question counts. */
export const countedOfAll = (leaf: SeveralLeaf, now: Date, binder: Binder): Counted => {
  const source = sourceOf(leaf, binder);
  return { source, where: testsOf(leaf, source, now, binder).join(' AND ') };
};

/** The rows of a person that a question counts. */
export const countedOf = (leaf: SeveralLeaf, customer: string, now: Date, binder: Binder): Counted => {
  const source = sourceOf(leaf, binder);
  return { source, where: [`${source.person} = ${customer}.id`, ...testsOf(leaf, source, now, binder)].join(' AND ') };
};

const rowsOf = ({ source, where }: Counted): string => `SELECT 1 FROM ${source.from} WHERE ${where}`;

/** Whether a person has done, bought or got as many as a question says, and whether those come to what it says. */
export const severalToSql = (leaf: SeveralLeaf, customer: string, now: Date, binder: Binder): string => {
  const counted = (): Counted => countedOf(leaf, customer, now, binder);
  const { measure, count = measure ? { gte: 0 } : { gte: 1 } } = leaf;
  const parts = [countHolds(boundsOf(count), () => rowsOf(counted())), ...(measure ? [measureToSql(measure, counted, now, binder)] : [])];
  return parts.length === 1 ? parts.join() : `(${parts.join(' AND ')})`;
};

const countHolds = (bounds: ReturnType<typeof boundsOf>, rows: () => string): string => {
  if (bounds === 'always' || bounds === 'never') return bounds === 'always' ? 'true' : 'false';
  const { least, most } = bounds;
  if (most === null && least === 1) return `EXISTS (${rows()})`;
  if (most === 0) return `(NOT EXISTS (${rows()}))`;
  // No more are counted than it takes to know.
  const counted = `(SELECT count(*) FROM (${rows()} LIMIT ${(most ?? least - 1) + 1}) counted)`;
  return most === null ? `(${counted} >= ${least})` : `(${counted} BETWEEN ${least} AND ${most})`;
};

/** What a person's rows are, as jsonb: how many there are, or what they come to where that is asked. */
export const severalSeen = (leaf: SeveralLeaf, customer: string, now: Date, binder: Binder): string => {
  const counted = countedOf(leaf, customer, now, binder);
  return leaf.measure ? measuredToSql(leaf.measure, counted) : `(SELECT to_jsonb(count(*)) FROM (${rowsOf(counted)}) counted)`;
};
