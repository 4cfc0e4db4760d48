import { type Binder, bindEventTests, intervalOf } from '@wayfare/customers';
import { type EventLeaf, type NextEvent, spanOf } from '@wayfare/kernel';

/** What follows an event `ev` of the same person, as a predicate. */
const followed = (next: NextEvent, now: Date, binder: Binder): string => {
  const instant = binder.bind(now, 'timestamptz');
  return `EXISTS (SELECT 1 FROM events nx WHERE nx.customer_id = ev.customer_id AND nx.name = ${binder.bind(next.event, 'text')} AND nx.occurred_at > ev.occurred_at AND nx.occurred_at <= ${last(next, binder)} AND nx.occurred_at <= ${instant} AND nx.received_at <= ${instant} AND ${bindEventTests(next.where ?? [], 'nx', now, binder)})`;
};

const last = (next: NextEvent, binder: Binder): string => `(ev.occurred_at + ${binder.bind(intervalOf(next.within), 'interval')})`;

/** The events of a person that a question counts, one row each. */
export const countedEventsToSql = (leaf: EventLeaf, customer: string, now: Date, binder: Binder): string => {
  const instant = binder.bind(now, 'timestamptz');
  const { since, from, to } = spanOf(leaf, now);
  const at = (operator: string, end: Date | null): string[] =>
    end ? [`ev.occurred_at ${operator} ${binder.bind(end, 'timestamptz')}`] : [];
  const { followedBy, notFollowedBy } = leaf;
  const tests = [
    `ev.customer_id = ${customer}.id`,
    `ev.name = ${binder.bind(leaf.event, 'text')}`,
    `ev.occurred_at <= ${instant}`,
    ...at('>', since),
    ...at('>=', from),
    ...at('<', to),
    `ev.received_at <= ${instant}`,
    bindEventTests(leaf.where ?? [], 'ev', now, binder),
    ...(followedBy ? [followed(followedBy, now, binder)] : []),
    ...(notFollowedBy ? [`${last(notFollowedBy, binder)} <= ${instant}`, `NOT ${followed(notFollowedBy, now, binder)}`] : []),
  ];
  return `SELECT 1 FROM events ev WHERE ${tests.join(' AND ')}`;
};
