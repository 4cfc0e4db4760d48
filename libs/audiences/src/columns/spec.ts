import { Binder } from '@wayfare/customers';
import type { Condition, Leaf, OrderRows, SeveralLeaf } from '@wayfare/kernel';
import { isId } from '../condition/ids.js';
import { sourceOf } from '../condition/sources.js';
import { attributeColumn } from '../condition/to-sql.js';

/**
 * A column that an image may hold, as it is asked of the database: `select` names its parameters `current_setting('wayfare.p1')` … (`copyOut`).
 * - values: the person and one value as JSON text: `id, text`
 * - flags: the people of whom something holds: `id`
 * - events: what people did under one name, or their orders: `id, when, whether it was received after now, the text of each property`
 */
export type ColumnSpec =
  | { readonly kind: 'values' | 'flags'; readonly key: string; readonly select: string; readonly parameters: readonly string[] }
  | {
      readonly kind: 'events';
      readonly key: string;
      readonly select: string;
      readonly parameters: readonly string[];
      readonly properties: readonly string[];
    };

const setting = (at: number): string => `current_setting('wayfare.p${at}')`;
/** A statement with its placeholders named as COPY takes them. */
const withSettings = (text: string): string => text.replace(/\$(\d+)::text/g, (_, at: string) => setting(Number(at)));
const keyOf = (...parts: readonly (string | readonly string[])[]): string => JSON.stringify(parts);

/** Whom e-mail reaches: who has an address that is not to be left alone, and has consented. */
export const EMAIL = `
  c.email IS NOT NULL
  AND EXISTS (SELECT 1 FROM consents k WHERE k.customer_id = c.id AND k.channel = 'email' AND k.granted)
  AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.channel = 'email' AND s.address = c.email)
  AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.customer_id = c.id AND s.channel = 'email')`;

export const REACHED_BY_EMAIL: ColumnSpec = {
  kind: 'flags',
  key: keyOf('reach', 'email'),
  select: `SELECT c.id FROM customers c WHERE c.erased_at IS NULL AND ${EMAIL}`,
  parameters: [],
};

const attribute = (name: string): ColumnSpec => {
  const binder = new Binder(1);
  const { json } = attributeColumn(name, 'c', binder);
  const parameters = binder.parameters.map(String);
  return {
    kind: 'values',
    key: keyOf('attribute', name),
    select: withSettings(`SELECT c.id, (${json})::text FROM customers c WHERE c.erased_at IS NULL`),
    parameters,
  };
};

const TAGS: ColumnSpec = {
  kind: 'values',
  key: keyOf('tags'),
  select: "SELECT id, to_jsonb(tags)::text FROM customers WHERE erased_at IS NULL AND tags <> '{}'",
  parameters: [],
};

const flags = (key: string, select: string, parameter: string): ColumnSpec => ({
  kind: 'flags',
  key: keyOf(key, parameter),
  select,
  parameters: [parameter],
});

/** What a question about several things reads of each. */
const fieldsOf = ({ where = [], measure }: Asking): string[] => [
  ...new Set([...where.map(({ property }) => property), ...(measure?.of === undefined ? [] : [measure.of])]),
];

/** A question about several things, or about what is to follow one. */
type Asking = Pick<SeveralLeaf, 'where' | 'measure'> & ({ readonly event: string } | { readonly order: OrderRows });

/** The column of what people did under one name, or of their orders, with the fields that a question reads. */
export const severalOf = (asking: Asking, now: Date): ColumnSpec => {
  const binder = new Binder(1);
  const properties = fieldsOf(asking).sort();
  const { from, person, at, receivedAt, tests, field } = sourceOf(asking, binder);
  const instant = receivedAt === undefined ? '' : binder.bind(now.toISOString(), 'text');
  const isAhead = receivedAt === undefined ? 'false' : `${receivedAt} > (${instant})::timestamptz`;
  const read = properties.map((name) => `, (${field(name).json})::text`).join('');
  const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`;
  return {
    kind: 'events',
    key: 'event' in asking ? keyOf('events', asking.event, properties) : keyOf(asking.order, properties),
    select: withSettings(`SELECT ${person}, ${at}, ${isAhead}${read} FROM ${from}${where}`),
    parameters: binder.parameters.map(String),
    properties,
  };
};

/** The columns that answer a question, the one it counts first; none where the question holds of nobody, whatever the database says. */
export const columnsOfLeaf = (leaf: Leaf, now: Date): ColumnSpec[] => {
  if ('attribute' in leaf) return [attribute(leaf.attribute)];
  if ('event' in leaf) return [leaf, leaf.followedBy ?? [], leaf.notFollowedBy ?? []].flat().map((asked) => severalOf(asked, now));
  if ('order' in leaf) return [severalOf(leaf, now)];
  if ('tag' in leaf) return [TAGS];
  if ('consent' in leaf)
    return [flags('consent', `SELECT customer_id FROM consents WHERE channel = ${setting(1)} AND granted`, leaf.consent)];
  if ('list' in leaf && isId(leaf.list))
    return [flags('list', `SELECT customer_id FROM list_members WHERE list_id = ${setting(1)}::bigint`, leaf.list)];
  return [];
};

/** The columns that a condition asks for. */
export const columnsOf = (condition: Condition, now: Date): ColumnSpec[] => {
  if ('all' in condition) return condition.all.flatMap((child) => columnsOf(child, now));
  if ('any' in condition) return condition.any.flatMap((child) => columnsOf(child, now));
  if ('not' in condition) return columnsOf(condition.not, now);
  return columnsOfLeaf(condition, now);
};
