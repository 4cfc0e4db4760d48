import type { Json, PersonEnrollment, PersonEvent, PersonFacts, PersonMessage, PersonOrder, PersonOrderLine } from './facts.js';
import type { EnrollmentState, MessageOutcome, SeveralLeaf } from './schema.js';

/** Something that happened at an instant, with the fields that may be asked of it: an event, an order, a line of one, what became of a message, a stay in a journey. */
export interface Happening {
  readonly at: Date;
  readonly fields: Readonly<Record<string, Json>>;
}

/** What an order and its lines have whatever else an import has brought; each hides an attribute of that name. */
export const ORDER_FIELDS = ['order', 'amount', 'currency', 'channel', 'store', 'discount', 'returned'] as const;
export const ITEM_FIELDS = [...ORDER_FIELDS, 'product', 'category', 'quantity', 'price'] as const;

/** What may be asked of messages, and of stays in journeys. */
export const MESSAGE_FIELDS = ['journey', 'node', 'template', 'channel', 'reason'] as const;
export const ENROLLMENT_FIELDS = ['journey', 'reason'] as const;

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

/** The answers that make a message opened, clicked …: a click says that it was opened too. */
export const RESPONSES = {
  opened: ['open', 'click'],
  clicked: ['click'],
  bounced: ['bounce'],
  unsubscribed: ['unsubscribe'],
} as const satisfies Partial<Record<MessageOutcome, readonly string[]>>;

/** The states of messages that have left, and of those that never will. Whatever has left and did not come back was delivered, as the response report counts it. */
export const MESSAGE_STATES = {
  sent: ['sent', 'delivered', 'bounced'],
  delivered: ['sent', 'delivered'],
  notSent: ['suppressed', 'failed', 'cancelled'],
} as const satisfies Partial<Record<MessageOutcome, readonly PersonMessage['state'][]>>;

/** When a message first came to an outcome; `null` where it did not. */
const cameTo = (message: PersonMessage, outcome: MessageOutcome): Date | null => {
  if (outcome === 'sent' || outcome === 'delivered' || outcome === 'notSent') {
    const states: readonly string[] = MESSAGE_STATES[outcome];
    if (!states.includes(message.state)) return null;
    return outcome === 'notSent' ? message.decidedAt : (message.handedAt ?? message.decidedAt);
  }
  const kinds: readonly string[] = RESPONSES[outcome];
  const byMachine = outcome === 'bounced';
  const times = message.responses
    .filter(({ kind, machine }) => kinds.includes(kind) && (byMachine || !machine))
    .map(({ at }) => at.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
};

const ofMessage = (message: PersonMessage, outcome: MessageOutcome): Happening[] => {
  const at = cameTo(message, outcome);
  const { journey, node, template, channel, reason } = message;
  return at ? [{ at, fields: { journey, node, template, channel, reason } }] : [];
};

/** When somebody came to stand so to a journey; `null` where they do not. */
const stoodSince = ({ enteredAt, ended, heldOutAt }: PersonEnrollment, state: EnrollmentState): Date | null => {
  switch (state) {
    case 'entered':
      return enteredAt;
    case 'inside':
      return ended ? null : enteredAt;
    case 'completed':
      return ended?.reason === 'completed' ? ended.at : null;
    case 'left':
      return ended && ended.reason !== 'completed' && ended.reason !== 'holdout' ? ended.at : null;
    case 'heldOut':
      return heldOutAt;
  }
};

const ofStay = (stay: PersonEnrollment, state: EnrollmentState): Happening[] => {
  const at = stoodSince(stay, state);
  return at ? [{ at, fields: { journey: stay.journey, reason: stay.ended?.reason ?? null } }] : [];
};

/** Everything of a person that a question is about, whenever it happened. */
export const happeningsOf = (leaf: SeveralLeaf, person: PersonFacts): Happening[] => {
  if ('event' in leaf) return person.events.filter(({ name }) => name === leaf.event).map(ofEvent);
  if ('messages' in leaf) return (person.messages ?? []).flatMap((message) => ofMessage(message, leaf.messages));
  if ('enrollments' in leaf) return (person.enrollments ?? []).flatMap((stay) => ofStay(stay, leaf.enrollments));
  const orders = person.orders ?? [];
  return leaf.order === 'orders' ? orders.map(ofOrder) : orders.flatMap((order) => order.lines.map((line) => ofLine(order, line)));
};
