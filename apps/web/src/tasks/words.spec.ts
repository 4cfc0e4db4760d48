import { expect, it } from '@jest/globals';
import { dueTone, mailTone } from './words.js';

const NOW = '2027-03-01T02:00:00.000Z';

it.each([
  [null, 'plain'],
  ['2027-03-01T01:59:59.000Z', 'bad'],
  ['2027-03-02T01:00:00.000Z', 'warn'],
  ['2027-03-09T02:00:00.000Z', 'plain'],
])('a task that is due at %s is %s', (dueAt, tone) => {
  expect(dueTone(dueAt, NOW)).toBe(tone);
});

it.each([
  ['sent', 'plain'],
  ['sending', 'plain'],
  ['waiting', 'warn'],
  ['unknown', 'warn'],
  ['failed', 'bad'],
] as const)('a mail that is %s is %s', (state, tone) => {
  expect(mailTone(state)).toBe(tone);
});
