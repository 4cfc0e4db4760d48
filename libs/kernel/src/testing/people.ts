import fc from 'fast-check';
import type { Json, PersonEnrollment, PersonEvent, PersonFacts, PersonMessage, PersonOrder, Profile } from '../condition/facts.js';
import { consentKeyOf } from '../consent.js';
import { numbers, TEST_NOW, texts, VOCABULARY } from './vocabulary.js';

const values = (): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 4, arbitrary: texts() },
    { weight: 3, arbitrary: numbers() },
    { weight: 2, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.array(texts(), { maxLength: 3 }) },
  );

const recordsOf = <T>(keys: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { selector: ([key]) => key, maxLength: keys.length })
    .map((entries) => Object.fromEntries(entries));

const subsetsOf = (all: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...all]);

const MINUTE = 60_000;
const instantsBefore = (now: Date, mostDays: number): fc.Arbitrary<Date> =>
  fc.oneof(
    fc.constantFrom(0, 1, 7, 30).map((days) => new Date(now.getTime() - days * 1440 * MINUTE)),
    fc.integer({ min: 0, max: mostDays * 1440 }).map((minutes) => new Date(now.getTime() - minutes * MINUTE)),
  );

/** Past events, some of them exactly on the edge of a usual window, and a few that lie ahead. */
export const personEvents = (now: Date = TEST_NOW): fc.Arbitrary<PersonEvent> =>
  fc.record({
    name: fc.constantFrom(...VOCABULARY.events),
    occurredAt: fc.oneof(
      { weight: 9, arbitrary: instantsBefore(now, 60) },
      { weight: 1, arbitrary: fc.constant(new Date(now.getTime() + 1)) },
    ),
    properties: recordsOf(VOCABULARY.properties, values()),
  });

/** Random profiles with odd values under few names. Ids are random too: a test that stores them makes them unique. */
export const profiles = (options: { lists?: readonly string[]; now?: Date } = {}): fc.Arbitrary<Profile> =>
  fc.record({
    id: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
    externalId: fc.option(fc.constantFrom('c-1', 'C-1', '北京')),
    email: fc.option(fc.constantFrom('ann@example.org', 'bob@example.org')),
    phone: fc.option(fc.constantFrom('+4915112345678', '+8613800138000')),
    timeZone: fc.option(fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Pacific/Chatham', 'Not/AZone')),
    locale: fc.option(fc.constantFrom('zh-CN', 'en')),
    createdAt: instantsBefore(options.now ?? TEST_NOW, 800),
    attributes: recordsOf(VOCABULARY.attributes, values()),
    tags: subsetsOf(VOCABULARY.tags),
    consent: recordsOf([...VOCABULARY.channels, ...VOCABULARY.purposes.map((purpose) => consentKeyOf('email', purpose))], fc.boolean()),
    suppressions: fc.array(
      fc.record({
        channel: fc.constantFrom(...VOCABULARY.channels),
        reason: fc.constantFrom('unsubscribed' as const, 'bounced_before' as const, 'suppressed' as const),
      }),
      { maxLength: 1 },
    ),
    lists: subsetsOf(options.lists ?? []),
    scores: recordsOf(VOCABULARY.scores, fc.constantFrom(0, 0.25, 0.5, 1)),
  });

/** Orders with lines, some of them returns, in a few currencies, several of them at the same instant. */
const personOrders = (now: Date = TEST_NOW): fc.Arbitrary<PersonOrder[]> => {
  const minor = fc.constantFrom(-1250, 0, 1, 99, 1250, 5000, 123_456_789);
  const line = fc.record({
    product: fc.constantFrom('p-1', 'p-2', '靴子'),
    category: fc.option(fc.constantFrom('Shoes', 'Berlin', '鞋')),
    quantity: fc.integer({ min: -2, max: 3 }),
    priceMinor: minor,
    discountMinor: fc.constantFrom(0, 50),
  });
  const order = fc.record({
    placedAt: instantsBefore(now, 60),
    amountMinor: minor,
    currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
    channel: fc.option(fc.constantFrom('web', 'app', 'Berlin')),
    store: fc.option(fc.constantFrom('Berlin', '北京', '5')),
    attributes: recordsOf(['sku', 'amount'], values()),
    lines: fc.array(line, { maxLength: 2 }),
  });
  return fc.array(order, { maxLength: 4 }).map((orders) => orders.map((one, at) => ({ ...one, id: `o-${at + 1}` })));
};

/** Messages in every state, with answers before and after now, some of them by machines and some of them twice. */
const personMessages = (now: Date = TEST_NOW): fc.Arbitrary<PersonMessage[]> => {
  const at = fc.oneof(
    { weight: 9, arbitrary: instantsBefore(now, 60) },
    { weight: 1, arbitrary: fc.constant(new Date(now.getTime() + 1)) },
  );
  const response = fc.record({ kind: fc.constantFrom('open', 'click', 'bounce', 'unsubscribe', 'reply'), at, machine: fc.boolean() });
  const message = fc.record({
    journey: fc.constantFrom(...VOCABULARY.journeys),
    node: fc.constantFrom(...VOCABULARY.nodes),
    template: fc.option(fc.constantFrom(...VOCABULARY.templates)),
    channel: fc.constantFrom(...VOCABULARY.channels),
    state: fc.constantFrom(
      ...(['queued', 'sending', 'sent', 'delivered', 'bounced', 'suppressed', 'failed', 'cancelled', 'unknown'] as const),
    ),
    reason: fc.option(fc.constantFrom(...VOCABULARY.reasons)),
    decidedAt: at,
    handedAt: fc.option(at),
    responses: fc.array(response, { maxLength: 3 }),
  });
  return fc.array(message, { maxLength: 4 });
};

/** Stays that go on or are over, some of them held out at the door or on the way. */
const personEnrollments = (now: Date = TEST_NOW): fc.Arbitrary<PersonEnrollment[]> => {
  const stay = fc
    .record({
      journey: fc.constantFrom(...VOCABULARY.journeys),
      enteredAt: instantsBefore(now, 60),
      days: fc.integer({ min: 0, max: 70 }),
      reason: fc.option(fc.constantFrom('completed', 'goal', 'holdout', 'unsubscribed')),
      isHeldOut: fc.boolean(),
    })
    .map(({ journey, enteredAt, days, reason, isHeldOut }) => {
      const ended = reason === null ? null : { at: new Date(enteredAt.getTime() + days * 1440 * MINUTE), reason };
      return { journey, enteredAt, ended, heldOutAt: isHeldOut ? enteredAt : null };
    });
  return fc.array(stay, { maxLength: 3 });
};

/** Random people with what they did and bought, what was sent to them, and which journeys they have been in. */
export const people = (options: { lists?: readonly string[]; now?: Date } = {}): fc.Arbitrary<PersonFacts> =>
  fc
    .tuple(
      profiles(options),
      fc.array(personEvents(options.now), { maxLength: 6 }),
      personOrders(options.now),
      personMessages(options.now),
      personEnrollments(options.now),
    )
    .map(([profile, events, orders, messages, enrollments]) => ({ ...profile, events, orders, messages, enrollments }));
