import { expectedResponses } from './expectation.js';

const send = (messages: number, responded: number) => ({ messages, responded });

describe('the responses that history lets one expect', () => {
  it('are none where there is too little history, or nothing to send', () => {
    expect(expectedResponses([], 1000)).toBeNull();
    expect(expectedResponses([send(99, 10)], 1000)).toBeNull();
    expect(expectedResponses([send(500, 10)], 0)).toBeNull();
  });

  it('have the share of the past in the middle', () => {
    expect(expectedResponses([send(1000, 50), send(1000, 50), send(1000, 50)], 10_000)).toMatchObject({
      expected: 503,
      steps: 3,
      messages: 3000,
      responded: 150,
    });
  });

  it('lie further apart the more the earlier sends differed', () => {
    const width = (history: ReturnType<typeof send>[]): number => {
      const found = expectedResponses(history, 10_000);
      return found ? found.high - found.low : 0;
    };
    const alike = width([send(1000, 50), send(1000, 52), send(1000, 48), send(1000, 50)]);
    const unlike = width([send(1000, 10), send(1000, 90), send(1000, 20), send(1000, 80)]);
    expect(unlike).toBeGreaterThan(5 * alike);
  });

  it('stay within nobody and everybody', () => {
    const { low, high } = expectedResponses([send(200, 0), send(200, 200), send(200, 100)], 50) ?? { low: -1, high: -1 };
    expect([low, high]).toEqual([0, 50]);
  });
});
