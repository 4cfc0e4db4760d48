import { checkSampleRatio } from './sample-ratio.js';

describe('sample ratio check', () => {
  it('passes a split that came out about as planned', () => {
    const check = checkSampleRatio([
      { people: 5_040, share: 0.5 },
      { people: 4_960, share: 0.5 },
    ]);
    expect(check?.ok).toBe(true);
    expect(check?.p).toBeCloseTo(0.4237, 3);
  });

  it('raises the alarm where an arm lost people', () => {
    expect(
      checkSampleRatio([
        { people: 5_000, share: 0.5 },
        { people: 4_500, share: 0.5 },
      ])?.ok,
    ).toBe(false);
  });

  it('has nothing to say of one arm or of nobody', () => {
    expect(checkSampleRatio([{ people: 10, share: 1 }])).toBeNull();
    expect(
      checkSampleRatio([
        { people: 0, share: 0.5 },
        { people: 0, share: 0.5 },
      ]),
    ).toBeNull();
  });
});
