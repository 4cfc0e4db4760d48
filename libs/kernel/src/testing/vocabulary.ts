import fc from 'fast-check';

/** The instant at which the arbitraries believe it is: a Friday, two days before Europe sets its clocks forward. */
export const TEST_NOW = new Date('2027-03-26T09:00:00.000Z');

/** The few words that random people and random conditions share, so that they often meet. */
export const VOCABULARY = {
  attributes: ['city', 'age', 'vip', 'joined', 'interests', 'dotted.name'],
  properties: ['amount', 'sku', 'when', 'colours'],
  events: ['purchase', 'visit', 'open "app"'],
  tags: ['vip', 'VIP', '老客户'],
  channels: ['email', 'sms', 'push'],
  purposes: ['news', 'offers', 'invoices'],
  scores: ['response', 'reach'],
  /** Ids that no test makes by itself. */
  journeys: ['900000001', '900000002'],
  nodes: ['mail', 'later'],
  templates: ['7', '8'],
  reasons: ['frequency_cap', 'goal', 'completed', 'holdout'],
} as const;

/** Texts that trip up comparisons: case, quoting, patterns, normal forms, and dates good and bad. */
const TEXTS = [
  '',
  'Berlin',
  'berlin',
  'Ber',
  '北京',
  'Zoë',
  'Zoe\u0308',
  "O'Hara",
  '100%',
  'a_b',
  'back\\slash',
  '"quoted"',
  ' padded ',
  '5',
  'true',
  'null',
  '😀',
  '2027-03-26',
  '2027-02-30',
  '2024-02-29',
  '0001-01-01',
  '0000-12-31',
  '9999-12-31',
  '2027-03-26T09:00:00Z',
  '2027-03-26T17:00:00+08:00',
  '2027-03-26 09:00',
  '2027-03-26 09:00:00.000999',
  '2027-03-19T09:00:00.000Z',
  '2027-03-26T24:00:00Z',
  '2027-03-26T09:00:60Z',
  '2027-03-26T09:00:00+15:00',
  '2027-03-26t09:00:00z',
  '2027-03-28',
  '2027-04-02T23:30:00-05:00',
  '2027-3-26',
  '20270326',
];
const NUMBERS = [-1, 0, 1, 1.5, 5, 0.1 + 0.2, 0.3, 1e21, Number.MAX_SAFE_INTEGER];

export const texts = (): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...TEXTS) }, { weight: 1, arbitrary: storableText() });
export const numbers = (): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NUMBERS) }, { weight: 1, arbitrary: fc.integer() });

/** Any text that a database stores: no zero character, no half of a surrogate pair. */
const storableText = (): fc.Arbitrary<string> => fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !text.includes('\u0000'));
