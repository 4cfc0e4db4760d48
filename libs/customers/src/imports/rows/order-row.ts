import { onlyUpdatesOrders } from '@wayfare/contracts';
import type { Json } from '@wayfare/kernel';
import type { Keys } from '../../identity/keys.js';
import type { CsvRecord } from '../csv/records.js';
import { readWhole } from '../values/read.js';
import { type Cells, cellsByField } from './cells.js';
import { type Read, type RowScene, readFamily } from './event-row.js';
import { readCurrency, readInstantCell, readKeys, readMoneyCell, required } from './fields.js';
import { type FileFacts, judgeShape, RowProblems } from './row-reader.js';

export interface OrderLine {
  /** The line of the file, which tells the lines of an order apart. */
  readonly line: number;
  readonly product: string;
  readonly category: string | null;
  readonly quantity: number;
  readonly price: number;
  readonly discount: number;
}

/** One row of an orders file: an order, or one line of an order that has a row for each. */
export interface OrderRow {
  readonly line: number;
  readonly customer: Keys;
  readonly orderId: string;
  /** `null` where an order that there is keeps its own. */
  readonly placedAt: Date | null;
  /** `null` where the lines say it, or an order that there is keeps its own. */
  readonly amount: number | null;
  readonly currency: string;
  readonly channel: string | null;
  readonly store: string | null;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly item: OrderLine | null;
  /** The row as it was, where it may still have to be rejected. */
  readonly record: CsvRecord | null;
}

const MOST_QUANTITY = 2_000_000_000;

const readLine = (line: number, cells: Cells, currency: string, problems: RowProblems): OrderLine | null => {
  const product = cells.one('line.product');
  if (!product) return null;
  const counted = cells.one('line.quantity');
  const quantity = counted ? readWhole(counted.cell) : 1;
  if (counted && (quantity === null || Math.abs(quantity) > MOST_QUANTITY)) problems.unreadable(counted.column, counted.cell);
  return {
    line,
    product: product.cell,
    category: cells.one('line.category')?.cell ?? null,
    quantity: quantity ?? 0,
    price: readMoneyCell(cells, 'line.price', currency, problems) ?? 0,
    discount: readMoneyCell(cells, 'line.discount', currency, problems) ?? 0,
  };
};

/** Reads one row of an orders file. */
export const readOrderRow = (record: CsvRecord, facts: FileFacts, scene: RowScene): Read<OrderRow> => {
  const problems = new RowProblems(record, facts.columns.length);
  judgeShape(record, facts, problems);
  if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
  const cells = cellsByField(record, facts);
  const isByNumber = facts.matching.updateBy === 'orderId';
  const isUpdate = onlyUpdatesOrders('orders', facts.matching);
  const customer = readKeys(cells, facts.identity, problems, isByNumber);
  const orderId = required(cells, 'orderId', problems);
  const placedAt = readInstantCell(cells, 'placedAt', scene.timeZone, problems, !isUpdate);
  const currency = readCurrency(cells, scene.currency, problems);
  const amount = readMoneyCell(cells, 'amount', currency, problems);
  const item = readLine(record.line, cells, currency, problems);
  if (amount === null && item === null && !isUpdate) required(cells, cells.column('amount') ? 'amount' : 'line.product', problems);
  const attributes = readFamily(cells, 'attributes', problems);
  if (problems.rejects.length > 0 || !orderId || !(placedAt || isUpdate)) return { row: null, rejects: problems.rejects };
  return {
    row: {
      line: record.line,
      customer,
      orderId: orderId.cell,
      placedAt: placedAt?.date ?? null,
      amount,
      currency,
      channel: cells.one('channel')?.cell ?? null,
      store: cells.one('store')?.cell ?? null,
      attributes,
      item,
      record: isByNumber || facts.matching.unknown === 'reject' ? record : null,
    },
    rejects: null,
  };
};
