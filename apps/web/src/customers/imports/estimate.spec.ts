import { parseDuration } from '@wayfare/kernel';
import { estimateOf, type Look, progressOf, roughDuration, withLook } from './estimate.js';

const looks = (...seen: (readonly [number, number])[]): readonly Look[] =>
  seen.reduce<readonly Look[]>((all, [at, done]) => withLook(all, { at, done }), []);

describe('the estimate of an import', () => {
  it('goes by what it has seen', () => {
    expect(estimateOf(looks([0, 0], [1000, 5000], [2000, 10_000]), 60_000)).toEqual({ rate: 5000, secondsLeft: 10 });
  });

  it('says nothing before it has seen the import move', () => {
    expect(estimateOf([], 100)).toBeNull();
    expect(estimateOf(looks([0, 500]), 1000)).toBeNull();
    expect(estimateOf(looks([0, 500], [1000, 500]), 1000)).toBeNull();
  });

  it('gives a rate but no end where the number of lines is not known', () => {
    expect(estimateOf(looks([0, 0], [1000, 100]), 0)).toEqual({ rate: 100, secondsLeft: null });
  });

  it('goes by how fast it is now, not by how fast it was', () => {
    const slow = looks([0, 0], [10_000, 100], [40_000, 200], [41_000, 1200]);
    expect(estimateOf(slow, 2200)?.rate).toBe(1000);
  });

  it('is told no more exactly than it is known', () => {
    expect([3, 42, 61, 3700].map(roughDuration)).toEqual(['PT5S', 'PT45S', 'PT2M', 'PT1H2M']);
    for (const seconds of [0, 1, 59, 60, 3600, 90_000]) expect(parseDuration(roughDuration(seconds))).not.toBeNull();
  });

  it('draws no bar that it would have to take back', () => {
    expect(progressOf(250, 1000)).toEqual({ of: 1000, share: 0.25 });
    expect(progressOf(1001, 1000)).toBeNull();
    expect(progressOf(5, null)).toBeNull();
  });
});
