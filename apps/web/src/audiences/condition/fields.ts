import type { Catalogue, OrderValues } from '@wayfare/contracts';
import {
  type EnrollmentsLeaf,
  ITEM_FIELDS,
  isAboutSeveral,
  type Leaf,
  MESSAGE_FIELDS,
  type MessagesLeaf,
  ORDER_FIELDS,
  type SeveralLeaf,
} from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { VALUE_KINDS, type ValueKind } from './operators.js';

export { isAboutSeveral };

/** A question about messages or stays of all journeys. */
export type HistoryLeaf = MessagesLeaf | EnrollmentsLeaf;
export const isAboutHistory = (leaf: Leaf): leaf is HistoryLeaf => 'messages' in leaf || 'enrollments' in leaf;

/** A value to choose, and what it is called where it is only a number. */
export interface Choice {
  readonly value: string;
  readonly name?: string | null;
}

/** Something that can be asked of one event, order or line. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: ValueKind | undefined;
  readonly choices?: readonly Choice[] | undefined;
  /** Nothing but the choices will do, and they go by their names: the values are ids. */
  readonly isClosed?: boolean;
}

type OrderField = (typeof ITEM_FIELDS)[number];

const ORDER_KINDS: Readonly<Record<OrderField, ValueKind>> = {
  order: 'text',
  amount: 'number',
  currency: 'text',
  channel: 'text',
  store: 'text',
  discount: 'number',
  returned: 'boolean',
  product: 'text',
  category: 'text',
  quantity: 'number',
  price: 'number',
};

/** In the order in which people ask for them. */
const SHOWN: readonly OrderField[] = [
  ...(['category', 'product', 'amount', 'channel', 'store', 'discount', 'returned', 'quantity', 'price', 'currency', 'order'] as const),
];

const plain = (values: readonly string[] = []): Choice[] => values.map((value) => ({ value }));

const choicesOf = (name: OrderField, values: OrderValues | undefined): readonly Choice[] | undefined => {
  switch (name) {
    case 'category':
      return plain(values?.categories);
    case 'product':
      return values?.products.map(({ id, name: called }) => ({ value: id, name: called }));
    case 'channel':
      return plain(values?.channels);
    case 'store':
      return plain(values?.stores);
    case 'currency':
      return plain(values?.currencies);
    default:
      return undefined;
  }
};

const isOrderField = (name: string): name is OrderField => ITEM_FIELDS.some((field) => field === name);

/** What a field is called: those of orders have words in each language, properties of events are called what they are. */
export const fieldName = (leaf: SeveralLeaf, name: string, t: TFunction): string => {
  if (isAboutHistory(leaf)) return isHistoryField(name) ? t(`condition.field.${name}`) : name;
  return 'order' in leaf && isOrderField(name) ? t(`condition.field.${name}`) : name;
};

const isHistoryField = (name: string): name is (typeof MESSAGE_FIELDS)[number] => MESSAGE_FIELDS.some((field) => field === name);

const orderFields = (leaf: Extract<SeveralLeaf, { order: string }>, values: OrderValues | undefined, t: TFunction): Field[] => {
  const known: readonly string[] = leaf.order === 'items' ? ITEM_FIELDS : ORDER_FIELDS;
  return SHOWN.filter((name) => known.includes(name)).map((name) => ({
    name,
    label: fieldName(leaf, name, t),
    kind: ORDER_KINDS[name],
    choices: choicesOf(name, values),
  }));
};

/** What can be asked of each of the things that a question is about. */
export const fieldsOf = (leaf: SeveralLeaf, catalogue: Catalogue, values: OrderValues | undefined, t: TFunction): Field[] => {
  if ('order' in leaf) return orderFields(leaf, values, t);
  if (isAboutHistory(leaf)) return [];
  return propertiesOf(leaf.event, catalogue.events);
};

/** The properties that an event has been seen with. */
export const propertiesOf = (event: string, events: Catalogue['events']): Field[] => {
  const properties = events.find(({ name }) => name === event)?.properties ?? {};
  return Object.entries(properties).map(([name, kind]) => ({ name, label: name, kind: VALUE_KINDS.find((known) => known === kind) }));
};
