import { isClear, liftOf } from './lift.js';

describe('lift', () => {
  // the published figures of a real e-mail experiment: visits of 21,307 mailed and 21,306 held-out customers
  it('gives the difference and standard error that the experiment published', () => {
    const lift = liftOf({ people: 21_307, hits: 3_894 }, { people: 21_306, hits: 2_262 });
    expect(lift?.difference).toBeCloseTo(0.07659, 5);
    const standardError = ((lift?.high ?? 0) - (lift?.low ?? 0)) / 2 / 1.959964;
    expect(standardError).toBeCloseTo(0.003386, 6);
  });

  it('does not compare with an empty side', () => {
    expect(liftOf({ people: 10, hits: 3 }, { people: 0, hits: 0 })).toBeNull();
    expect(liftOf({ people: 0, hits: 0 }, { people: 10, hits: 3 })).toBeNull();
  });

  it('calls a difference clear only where the interval leaves zero out', () => {
    const clear = liftOf({ people: 1000, hits: 200 }, { people: 1000, hits: 100 });
    const unclear = liftOf({ people: 50, hits: 6 }, { people: 50, hits: 5 });
    expect(clear && isClear(clear)).toBe(true);
    expect(unclear && isClear(unclear)).toBe(false);
  });

  it('needs a smaller difference to be seen when more people are asked', () => {
    const small = liftOf({ people: 1000, hits: 100 }, { people: 1000, hits: 100 });
    const large = liftOf({ people: 100_000, hits: 10_000 }, { people: 100_000, hits: 10_000 });
    expect(large?.minimumDetectable).toBeLessThan(small?.minimumDetectable ?? 0);
    // 16 p (1 − p) / d² people an arm (Lehr) solved for d
    expect(small?.minimumDetectable).toBeCloseTo(Math.sqrt((15.7 * 0.1 * 0.9) / 1000), 3);
  });

  it('keeps the detectable difference above zero where nobody of the held-out responded', () => {
    expect(liftOf({ people: 100, hits: 5 }, { people: 100, hits: 0 })?.minimumDetectable).toBeGreaterThan(0);
  });
});
