import { isStillGood } from './counting.js';

const NOW = new Date('2027-03-02T02:00:00.000Z');
const kept = (tookMs: number, ageSeconds: number) => isStillGood({ tookMs, countedAt: new Date(NOW.getTime() - ageSeconds * 1000) }, NOW);

describe('numbers that were kept', () => {
  it('of a report that is counted quickly are never shown: it is counted at every look', () => {
    expect(kept(1_499, 1)).toBe('no');
  });

  it('are shown for twenty times as long as counting took, half a minute at least and ten minutes at most', () => {
    expect(kept(1_500, 29)).toBe('yes');
    expect(kept(1_500, 31)).toBe('for now');
    expect(kept(10_000, 199)).toBe('yes');
    expect(kept(10_000, 201)).toBe('for now');
    expect(kept(60_000, 599)).toBe('yes');
    expect(kept(60_000, 601)).toBe('for now');
  });

  it('are not shown when they are hours old, or from a time to come', () => {
    expect(kept(10_000, 6 * 3_600 + 1)).toBe('no');
    expect(kept(10_000, -5)).toBe('no');
  });
});
