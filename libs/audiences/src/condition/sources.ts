import { type Binder, type ComparedValue, jsonField } from '@wayfare/customers';
import { ofEnrollments, ofMessages } from './journey-sources.js';
import { type About, type Source, text, value } from './source.js';

const ofEvents = (name: string, binder: Binder): Source => ({
  from: 'events ev',
  person: 'ev.customer_id',
  at: 'ev.occurred_at',
  receivedAt: 'ev.received_at',
  tests: [`ev.name = ${binder.bind(name, 'text')}`],
  field: (property) => jsonField('ev.properties', property, binder),
});

/** Money in whole units of the order's currency. */
const money = (minor: string): ComparedValue => value(`trim_scale((${minor})::numeric / wayfare_minor_units(o.currency))`);

const ORDER: Readonly<Record<string, ComparedValue>> = {
  order: text('o.id'),
  amount: money('o.amount_minor'),
  currency: text('o.currency'),
  channel: text('o.channel'),
  store: text('o.store'),
  discount: money(
    '(SELECT coalesce(sum(d.discount_minor), 0) FROM order_lines d WHERE d.customer_id = o.customer_id AND d.order_id = o.id)',
  ),
  returned: value('o.amount_minor < 0'),
};

const ITEM: Readonly<Record<string, ComparedValue>> = {
  ...ORDER,
  amount: money('l.quantity::bigint * l.price_minor - l.discount_minor'),
  discount: money('l.discount_minor'),
  returned: value('l.quantity < 0'),
  product: text('l.product'),
  // as the value of customers takes it: what the line says, else what its product is
  category: text(`coalesce(nullif(l.category, ''), p.category)`),
  quantity: value('l.quantity'),
  price: money('l.price_minor'),
};

const ofOrders = (from: string, fields: Readonly<Record<string, ComparedValue>>, binder: Binder): Source => ({
  from,
  person: 'o.customer_id',
  at: 'o.placed_at',
  tests: [],
  field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined) ?? jsonField('o.attributes', name, binder),
});

const ORDERS = 'orders o';
const ITEMS = `orders o JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.id LEFT JOIN products p ON p.id = l.product COLLATE "C"`;

export const sourceOf = (leaf: About, binder: Binder): Source => {
  if ('event' in leaf) return ofEvents(leaf.event, binder);
  if ('messages' in leaf) return ofMessages(leaf, binder);
  if ('enrollments' in leaf) return ofEnrollments(leaf, binder);
  return leaf.order === 'orders' ? ofOrders(ORDERS, ORDER, binder) : ofOrders(ITEMS, ITEM, binder);
};

/** An instant as conditions read it: ISO text in UTC with milliseconds. */
export const instantValue = (instant: string): ComparedValue => ({
  json: `to_jsonb(to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
  instant,
});
