import type { Sql, Tx } from '@wayfare/platform';
import { KnownCustomers } from '../../identity/known.js';
import { recognise } from '../../identity/recognise.js';
import type { Reject, RejectReason } from '../reasons.js';
import { isNobody } from '../rows/fields.js';
import type { OrderRow } from '../rows/order-row.js';
import { type FileFacts, RowProblems } from '../rows/row-reader.js';

/** An order that there is. */
interface KnownOrder {
  readonly id: string;
  readonly customerId: string;
  readonly placedAt: Date;
  readonly amount: number;
  readonly currency: string;
}

/** A row of an order with its customer; `known` is the order as it stood, where it was looked for. */
export interface OwnedRow {
  readonly row: OrderRow;
  readonly customerId: string;
  readonly known: KnownOrder | null;
}

interface Refused {
  readonly row: OrderRow;
  readonly reason: RejectReason;
}

export interface OwnedRows {
  readonly taken: readonly OwnedRow[];
  readonly refused: readonly Refused[];
}

/** Gives the customer of each of some rows, by what they bring of them. */
export type Recogniser = (rows: readonly OrderRow[]) => Promise<readonly (string | null)[]>;

const COLUMNS = `o.id, o.customer_id::text AS "customerId", o.placed_at AS "placedAt", o.amount_minor::float8 AS amount, o.currency`;
/** Named with their schema: a check has tables of its own in front of them. $1 numbers */
const BY_NUMBER = `
  SELECT ${COLUMNS} FROM public.orders o JOIN customers c ON c.id = o.customer_id AND c.erased_at IS NULL WHERE o.id = ANY ($1::text[])
  ORDER BY o.id, o.customer_id`;
/** $1 customers, $2 numbers */
const BY_CUSTOMER = `
  SELECT DISTINCT ${COLUMNS} FROM unnest($1::bigint[], $2::text[]) k (customer_id, id) JOIN public.orders o USING (customer_id, id)`;

/** Finds orders by their numbers alone, whoever's they are; the rows of one number are about one order. */
const findByNumber = async (
  sql: Sql,
  rows: readonly OrderRow[],
  { recogniser, isOnlyKnown }: { readonly recogniser: Recogniser; readonly isOnlyKnown: boolean },
): Promise<OwnedRows> => {
  const known = new Map<string, KnownOrder[]>();
  for (const order of await sql.query<KnownOrder & object>(BY_NUMBER, [[...new Set(rows.map(({ orderId }) => orderId))]]))
    known.set(order.id, [...(known.get(order.id) ?? []), order]);
  const makers = new Map<string, OrderRow>();
  for (const row of rows) if (!known.has(row.orderId) && !makers.has(row.orderId) && !isNobody(row.customer)) makers.set(row.orderId, row);
  const made = isOnlyKnown ? [] : [...makers.values()];
  const customers = await recogniser(made);
  const owners = new Map(made.map(({ orderId }, at) => [orderId, customers[at] ?? null]));
  const taken: OwnedRow[] = [];
  const refused: Refused[] = [];
  for (const row of rows) {
    const [order, another] = known.get(row.orderId) ?? [];
    const owner = order?.customerId ?? owners.get(row.orderId);
    if (another) refused.push({ row, reason: 'ambiguous_key' });
    else if (owner) taken.push({ row, customerId: owner, known: order ?? null });
    else refused.push({ row, reason: isOnlyKnown ? 'unknown_order' : 'no_identity' });
  }
  return { taken, refused };
};

/** Of some rows those that are about orders that their customers have. */
const findOnlyKnown = async (sql: Sql, rows: readonly OrderRow[]): Promise<OwnedRows> => {
  const people = rows.map(({ customer: { externalId, emailKey, phone, others } }) => ({
    externalId,
    others,
    emailKeys: emailKey === null ? [] : [emailKey],
    phones: phone === null ? [] : [phone],
  }));
  const customers = await KnownCustomers.find(sql, people);
  const ids = people.map((person) => customers.customerOf(person)?.id ?? null);
  const asked = rows.flatMap(({ orderId }, at) => (ids[at] ? [{ orderId, customerId: ids[at] }] : []));
  const orders = await sql.query<KnownOrder & object>(BY_CUSTOMER, [
    asked.map(({ customerId }) => customerId),
    asked.map(({ orderId }) => orderId),
  ]);
  const known = new Map(orders.map((order) => [`${order.customerId} ${order.id}`, order]));
  const taken: OwnedRow[] = [];
  const refused: Refused[] = [];
  for (const [at, row] of rows.entries()) {
    const order = known.get(`${ids[at]} ${row.orderId}`);
    if (order) taken.push({ row, customerId: order.customerId, known: order });
    else refused.push({ row, reason: ids[at] ? 'unknown_order' : 'unknown_customer' });
  }
  return { taken, refused };
};

/** Whose orders some rows are about, and which rows are refused for what only looking them up can tell. */
export const ownersOf = async (
  sql: Sql,
  rows: readonly OrderRow[],
  { updateBy, unknown }: FileFacts['matching'],
  recogniser: Recogniser,
): Promise<OwnedRows> => {
  if (updateBy === 'orderId') return findByNumber(sql, rows, { recogniser, isOnlyKnown: unknown === 'reject' });
  if (unknown === 'reject') return findOnlyKnown(sql, rows);
  const customers = await recogniser(rows);
  const taken = rows.flatMap((row, at) => (customers[at] ? [{ row, customerId: customers[at], known: null }] : []));
  return { taken, refused: [] };
};

/** Whoever nobody knows becomes a customer. */
export const recogniserOf =
  (tx: Tx, now: Date): Recogniser =>
  async (rows) => {
    if (rows.length === 0) return [];
    const keys = rows.map(({ customer }) => customer);
    return (await recognise(tx, keys, { source: 'import', now })).customers;
  };

/** What is said of rows that only looking their orders up could tell. */
export const orderRejects = (refused: OwnedRows['refused'], width: number): Reject[] =>
  refused.flatMap(({ row: { record }, reason }) => {
    if (record === null) return [];
    const problems = new RowProblems(record, width);
    problems.add('', '', reason);
    return problems.rejects;
  });
