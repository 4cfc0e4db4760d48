import { arrayLiteral, Binder } from '@wayfare/customers';
import { type Condition, type EnrollmentsLeaf, isAboutSeveral, type Leaf, type MessagesLeaf, type SeveralLeaf } from '@wayfare/kernel';
import { type Bounds, boundsOf } from '../condition/bounds.js';
import { isId } from '../condition/ids.js';
import { countedOfAll } from '../condition/several-to-sql.js';
import type { About } from '../condition/source.js';
import { sourceOf } from '../condition/sources.js';
import { attributeColumn } from '../condition/to-sql.js';

/**
 * A column that an image may hold, as it is asked of the database: `select` names its parameters `current_setting('wayfare.p1')` … (`copyOut`).
 * - values: the person and one value as JSON text: `id, text`
 * - flags: the people of whom something holds: `id`
 * - events: what people did under one name, or their orders: `id, when, whether it was received after now, the text of each property`
 *
 * A column that `isLive` is of something whose changes nobody writes down: it is read anew for each count, in its snapshot, and never remembered.
 */
export type ColumnSpec = {
  readonly key: string;
  readonly select: string;
  readonly parameters: readonly string[];
  readonly isLive?: boolean;
} & ({ readonly kind: 'values' | 'flags' } | { readonly kind: 'events'; readonly properties: readonly string[] });

const setting = (at: number): string => `current_setting('wayfare.p${at}')`;
/** A statement with its placeholders named as COPY takes them. */
const withSettings = (text: string): string =>
  text.replace(/\$(\d+)::([a-z]+(?:\[\])?)/g, (_, at: string, type: string) =>
    type === 'text' ? setting(Number(at)) : `${setting(Number(at))}::${type}`,
  );
/** A parameter as the text that its type is read from. */
const written = (parameter: unknown): string => {
  if (parameter instanceof Date) return parameter.toISOString();
  return Array.isArray(parameter) ? arrayLiteral(parameter.map(String)) : String(parameter);
};
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
type Asking = Pick<SeveralLeaf, 'measure'> & About;

/** Of what nobody notes the changes: a cohort's step moves fifty thousand people by one row, and must go on doing so. */
type LiveLeaf = MessagesLeaf | EnrollmentsLeaf;
export const isAboutLive = (leaf: Leaf): leaf is LiveLeaf => 'messages' in leaf || 'enrollments' in leaf;

const severalKey = (asking: Asking, properties: readonly string[]): string => {
  if ('event' in asking) return keyOf('events', asking.event, properties);
  return 'order' in asking ? keyOf(asking.order, properties) : JSON.stringify(asking);
};

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
    key: severalKey(asking, properties),
    select: withSettings(`SELECT ${person}, ${at}, ${isAhead}${read} FROM ${from}${where}`),
    parameters: binder.parameters.map(written),
    isLive: 'messages' in asking || 'enrollments' in asking,
    properties,
  };
};

/** Which numbers a column of flags stands for: those within the bounds, or those above them, of which the others are the opposite. */
const having = ({ least, most }: Bounds): string => {
  if (least === 0) return `count(*) > ${most}`;
  return `count(*) >= ${least}${most === null ? '' : ` AND count(*) <= ${most}`}`;
};

/** How many of what a question counts a person may have, where that is all it asks. */
export const boundsOfLive = ({ count = { gte: 1 } }: LiveLeaf): ReturnType<typeof boundsOf> => boundsOf(count);

const liveOf = (leaf: LiveLeaf, now: Date): ColumnSpec[] => {
  if (leaf.measure) return [severalOf(leaf, now)];
  const bounds = boundsOfLive(leaf);
  if (bounds === 'always' || bounds === 'never') return [];
  const binder = new Binder(1);
  const { source, where } = countedOfAll(leaf, now, binder);
  const select = `SELECT ${source.person} FROM ${source.from} WHERE ${where} GROUP BY ${source.person} HAVING ${having(bounds)}`;
  return [
    { kind: 'flags', key: JSON.stringify(leaf), select: withSettings(select), parameters: binder.parameters.map(written), isLive: true },
  ];
};

/** The columns that answer a question, the one it counts first; none where the question holds of nobody, whatever the database says. */
export const columnsOfLeaf = (leaf: Leaf, now: Date): ColumnSpec[] => {
  if ('attribute' in leaf) return [attribute(leaf.attribute)];
  if (isAboutLive(leaf)) return liveOf(leaf, now);
  if ('event' in leaf) return [leaf, leaf.followedBy ?? [], leaf.notFollowedBy ?? []].flat().map((asked) => severalOf(asked, now));
  if (isAboutSeveral(leaf)) return [severalOf(leaf, now)];
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
