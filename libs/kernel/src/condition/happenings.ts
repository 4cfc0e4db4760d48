import type { Json, PersonEvent, PersonFacts, PersonOrder, PersonOrderLine } from './facts.js';
import type { SeveralLeaf } from './schema.js';

/** Something that happened at an instant, with the fields that may be asked of it: an event, an order, a line of one. */
export interface Happening {
  readonly at: Date;
  readonly fields: Readonly<Record<string, Json>>;
}

/** What an order and its lines have whatever else an import has brought; each hides an attribute of that name. */
export const ORDER_FIELDS = ['order', 'amount', 'currency', 'channel', 'store', 'discount', 'returned'] as const;
export const ITEM_FIELDS = [...ORDER_FIELDS, 'product', 'category', 'quantity', 'price'] as const;

/** How many minor units one of a currency has: what amounts are divided by, so that people ask for 500 where 50,000 is stored. */
const minorUnits = (currency: string): number =>
  10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

const ofEvent = ({ occurredAt, properties }: PersonEvent): Happening => ({ at: occurredAt, fields: properties });

const ofOrder = (order: PersonOrder): Happening => {
  const unit = minorUnits(order.currency);
  return {
    at: order.placedAt,
    fields: {
      ...order.attributes,
      order: order.id,
      amount: order.amountMinor / unit,
      currency: order.currency,
      channel: order.channel,
      store: order.store,
      discount: order.lines.reduce((sum, { discountMinor }) => sum + discountMinor, 0) / unit,
      returned: order.amountMinor < 0,
    },
  };
};

const ofLine = (order: PersonOrder, line: PersonOrderLine): Happening => {
  const unit = minorUnits(order.currency);
  const { at, fields } = ofOrder(order);
  return {
    at,
    fields: {
      ...fields,
      // what is given back and cost nothing comes to zero, not to a zero below it
      amount: (line.quantity * line.priceMinor - line.discountMinor) / unit + 0,
      discount: line.discountMinor / unit,
      returned: line.quantity < 0,
      product: line.product,
      category: line.category,
      quantity: line.quantity,
      price: line.priceMinor / unit,
    },
  };
};

/** Everything of a person that a question is about, whenever it happened. */
export const happeningsOf = (leaf: SeveralLeaf, person: PersonFacts): Happening[] => {
  if ('event' in leaf) return person.events.filter(({ name }) => name === leaf.event).map(ofEvent);
  const orders = person.orders ?? [];
  return leaf.order === 'orders' ? orders.map(ofOrder) : orders.flatMap((order) => order.lines.map((line) => ofLine(order, line)));
};
