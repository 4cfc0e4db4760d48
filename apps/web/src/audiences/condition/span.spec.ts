import { durationOf, spanOf } from './span.js';
import { countOf, TIMES_MODES, timesOf } from './times.js';

describe('spans', () => {
  it.each(['PT30M', 'PT6H', 'P30D', 'P2W', 'P3M', 'P1Y'])('reads and writes %s', (duration) => {
    const span = spanOf(duration);
    expect(span && durationOf(span)).toBe(duration);
  });

  it('leaves alone what one number and one unit cannot say', () => {
    for (const duration of ['P1M2D', 'PT30S', 'soon', '']) expect(spanOf(duration)).toBeNull();
  });
});

describe('how often', () => {
  it.each(TIMES_MODES)('reads %s as it was written', (mode) => {
    const times = timesOf(countOf({ mode, low: 2, high: 5 }));
    expect(times.mode).toBe(mode);
    expect(countOf(times)).toEqual(countOf({ mode, low: 2, high: 5 }));
  });

  it('takes a missing count for at least once, and none for never', () => {
    expect(timesOf(undefined)).toEqual({ mode: 'atLeast', low: 1, high: 1 });
    expect(timesOf({ eq: 0 }).mode).toBe('never');
  });

  it('never writes a range that begins after its end', () => {
    expect(countOf({ mode: 'between', low: 5, high: 2 })).toEqual({ gte: 5, lte: 5 });
  });
});
