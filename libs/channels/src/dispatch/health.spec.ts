import { ProviderHealth, restMs } from './health.js';
import type { Outcome } from './outcome.js';
import { slotWidths } from './slots.js';

const TAKEN: Outcome = { kind: 'accepted', ref: null };
const DOWN: Outcome = { kind: 'down', error: 'ECONNREFUSED', retryAfterMs: null };
const REFUSED: Outcome = { kind: 'refused', error: 'HTTP 404' };
const REST = { restBecause: 'ECONNREFUSED', retryAfterMs: null };

const play = (...outcomes: Outcome[]) => {
  const health = new ProviderHealth();
  return outcomes.map((outcome) => health.after(outcome));
};

describe('what a run does about its provider', () => {
  it('that can not be reached at all: leaves it alone at once', () => {
    expect(play(DOWN)).toEqual([REST]);
  });

  it('that takes some and sends others away: asks for fewer at once, until it takes none', () => {
    expect(play(TAKEN, DOWN, TAKEN, DOWN, DOWN)).toEqual(['on', 'narrower', 'on', 'narrower', REST]);
  });

  it('that has taken fifty since: asks for one more at once again', () => {
    expect(play(TAKEN, DOWN, ...Array<Outcome>(50).fill(TAKEN)).slice(-2)).toEqual(['on', 'wider']);
  });

  it('that says how long it wants to be left alone: does so', () => {
    expect(play(TAKEN, { ...DOWN, retryAfterMs: 30_000 })).toEqual(['on', { restBecause: 'ECONNREFUSED', retryAfterMs: 30_000 }]);
  });

  it('that refuses twenty in a row: leaves it alone, unless it takes one in between', () => {
    expect(play(...Array<Outcome>(20).fill(REFUSED)).at(-1)).toEqual({ restBecause: 'HTTP 404', retryAfterMs: null });
    expect(play(...Array<Outcome>(19).fill(REFUSED), TAKEN, ...Array<Outcome>(19).fill(REFUSED)).at(-1)).toBe('on');
  });

  it('says nothing of a provider that addresses are gone or templates broken', () => {
    const outcomes: Outcome[] = [
      { kind: 'recipient_refused', error: '550' },
      { kind: 'unrenderable', error: 'x' },
      { kind: 'blocked', reason: 'exited' },
      { kind: 'released' },
    ];
    expect(new Set(play(...Array(10).fill(outcomes).flat()))).toEqual(new Set(['on']));
  });
});

it('rests grow to ten minutes, and are never shorter than the provider asked for', () => {
  expect([1, 2, 3, 4, 5, 6, 50].map((failures) => restMs(failures, null) / 1000)).toEqual([5, 15, 45, 135, 405, 600, 600]);
  expect(restMs(1, 3_600_000)).toBe(3_600_000);
});

it.each([1, 7, 10, 11, 25, 100])('%i connections are dealt to slots of ten at most, none lost', (connections) => {
  const widths = slotWidths(connections);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBe(connections);
  expect(Math.max(...widths)).toBeLessThanOrEqual(10);
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
});
