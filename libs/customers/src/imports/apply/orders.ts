import type { RowMatching } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import type { OrderRow } from '../rows/order-row.js';
import type { Clears } from './clears.js';
import type { AppliedKeys } from './list.js';
import { type OwnedRow, orderRejects, ownersOf, recogniserOf } from './order-owners.js';
import { ADD_LINES, DROP_FORMER_LINES, SUM_LINES, UPSERT_ORDERS } from './orders.sql.js';

/** An order of a chunk with its rows, in the order of the file. */
interface Order {
  readonly customerId: string;
  readonly known: OwnedRow['known'];
  readonly rows: [OrderRow, ...OrderRow[]];
}

/** What rows of orders are written by. */
export interface OrderScene {
  readonly importId: string;
  readonly now: Date;
  readonly matching: RowMatching;
  readonly clears: Clears;
  /** How many columns the file has. */
  readonly width: number;
}

const groupOrders = (owned: readonly OwnedRow[]): Order[] => {
  const orders = new Map<string, Order>();
  for (const { row, customerId, known } of owned) {
    const key = `${customerId} ${row.orderId}`;
    const order = orders.get(key);
    if (order) order.rows.push(row);
    else orders.set(key, { customerId, known, rows: [row] });
  }
  return [...orders.values()];
};

const last = <T>(order: Order, pick: (row: OrderRow) => T | null): T | null =>
  order.rows.reduce<T | null>((found, row) => pick(row) ?? found, null);

/** What stands on the order itself: of each field the last row that says it; what no row of an order that there is says of its time and amount stays. */
const headOf = (order: Order) => {
  const { customerId, known, rows } = order;
  const amount = last(order, (row) => row.amount);
  const keepsAmount = amount === null && known !== null && rows.every(({ item }) => item === null);
  return {
    customerId,
    orderId: rows[0].orderId,
    placedAt: (last(order, ({ placedAt }) => placedAt) ?? known?.placedAt ?? null)?.toISOString() ?? null,
    amount: keepsAmount ? known.amount : amount,
    currency: keepsAmount ? known.currency : (rows.at(-1) ?? rows[0]).currency,
    channel: last(order, ({ channel }) => channel),
    store: last(order, ({ store }) => store),
    attributes: JSON.stringify(Object.assign({}, ...rows.map(({ attributes }) => attributes))),
  };
};

const linesOf = (order: Order) =>
  order.rows.flatMap(({ item, orderId }) => (item ? [{ ...item, orderId, customerId: order.customerId }] : []));

/**
 * Applies rows of an orders file. An order is known by its customer and its id. The rows of one order in one file are its lines, wherever in the
 * file they stand; a later file that names the order replaces them. The first row of an order that is new counts as inserted, every other row as updated.
 */
export const applyOrders = async (tx: Tx, rows: readonly OrderRow[], scene: OrderScene): Promise<AppliedKeys> => {
  const { taken, refused } = await ownersOf(tx, rows, scene.matching, recogniserOf(tx, scene.now));
  const isNew = await writeOrders(tx, taken, scene);
  const inserted = isNew.filter((one) => one).length;
  return { inserted, updated: taken.length - inserted, unknown: refused.length, rejects: orderRejects(refused, scene.width) };
};

/** Writes orders with their lines; says of each order whether it is new. */
export const writeOrders = async (tx: Tx, owned: readonly OwnedRow[], { importId, clears }: OrderScene): Promise<boolean[]> => {
  const orders = groupOrders(owned);
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
    clears.fields.includes('channel'),
    clears.fields.includes('store'),
    clears.attributes,
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
  return upserted.map(({ isNew }) => isNew);
};
