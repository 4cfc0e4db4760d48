import type { Tx } from '@wayfare/platform';
import { recognise } from '../../identity/recognise.js';
import type { OrderRow } from '../rows/order-row.js';
import type { Applied } from './customers.js';
import { ADD_LINES, DROP_FORMER_LINES, SUM_LINES, UPSERT_ORDERS } from './orders.sql.js';

/** An order of a chunk with its rows, in the order of the file. */
interface Order {
  readonly customerId: string;
  readonly rows: [OrderRow, ...OrderRow[]];
}

const groupOrders = (rows: readonly OrderRow[], customers: readonly (string | null)[]): Order[] => {
  const orders = new Map<string, Order>();
  for (const [at, row] of rows.entries()) {
    const customerId = customers[at];
    if (!customerId) continue;
    const key = `${customerId} ${row.orderId}`;
    const order = orders.get(key);
    if (order) order.rows.push(row);
    else orders.set(key, { customerId, rows: [row] });
  }
  return [...orders.values()];
};

const last = <T>(order: Order, pick: (row: OrderRow) => T | null): T | null =>
  order.rows.reduce<T | null>((found, row) => pick(row) ?? found, null);

/** What stands on the order itself: of each field the last row that says it. */
const headOf = (order: Order) => ({
  customerId: order.customerId,
  orderId: order.rows[0].orderId,
  placedAt: (order.rows.at(-1) ?? order.rows[0]).placedAt.toISOString(),
  amount: last(order, ({ amount }) => amount),
  currency: (order.rows.at(-1) ?? order.rows[0]).currency,
  channel: last(order, ({ channel }) => channel),
  store: last(order, ({ store }) => store),
  attributes: JSON.stringify(Object.assign({}, ...order.rows.map(({ attributes }) => attributes))),
});

const linesOf = (order: Order) =>
  order.rows.flatMap(({ item, orderId }) => (item ? [{ ...item, orderId, customerId: order.customerId }] : []));

/**
 * Applies rows of an orders file. An order is known by its customer and its id. The rows of one order in one file are its lines, wherever in the
 * file they stand; a later file that names the order replaces them. The first row of an order that is new counts as inserted, every other row as updated.
 */
export const applyOrders = async (tx: Tx, importId: string, rows: readonly OrderRow[], now: Date): Promise<Applied> => {
  const { customers } = await recognise(
    tx,
    rows.map(({ customer }) => customer),
    { source: 'import', now },
  );
  const orders = groupOrders(rows, customers);
  const heads = orders.map(headOf);
  const lines = orders.flatMap(linesOf);
  const keys = (of: readonly { customerId: string; orderId: string }[]): [string[], string[]] => [
    of.map((one) => one.customerId),
    of.map((one) => one.orderId),
  ];
  if (lines.length > 0) await tx.query(DROP_FORMER_LINES, [...keys(heads), importId]);
  const upserted = await tx.query<{ isNew: boolean }>(UPSERT_ORDERS, [
    ...keys(heads),
    heads.map(({ placedAt }) => placedAt),
    heads.map(({ amount }) => amount),
    heads.map(({ currency }) => currency),
    heads.map(({ channel }) => channel),
    heads.map(({ store }) => store),
    heads.map(({ attributes }) => attributes),
    importId,
  ]);
  if (lines.length > 0) {
    await tx.query(ADD_LINES, [
      ...keys(lines),
      lines.map(({ line }) => line),
      lines.map(({ product }) => product),
      lines.map(({ category }) => category),
      lines.map(({ quantity }) => quantity),
      lines.map(({ price }) => price),
      lines.map(({ discount }) => discount),
    ]);
    await tx.query(SUM_LINES, keys(heads.filter(({ amount }) => amount === null)));
  }
  const inserted = upserted.filter(({ isNew }) => isNew).length;
  return { inserted, updated: rows.length - inserted };
};
