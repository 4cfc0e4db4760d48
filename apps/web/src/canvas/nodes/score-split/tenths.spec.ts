import { describe, expect, it } from '@jest/globals';
import { evenTenths, tenthsOf } from './tenths.js';

const bands = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

describe('bands by tenths', () => {
  it('begin with as many tenths each as can be', () => {
    expect(evenTenths(bands('a', 'b')).map(({ to }) => to)).toEqual([5, undefined]);
    expect(evenTenths(bands('a', 'b', 'c')).map(({ to }) => to)).toEqual([3, 7, undefined]);
  });

  it('follow each other without a gap, and the last takes the rest', () => {
    const three = evenTenths(bands('a', 'b', 'c'));
    expect(three.map((_, at) => tenthsOf(three, at))).toEqual([
      { from: 1, to: 3 },
      { from: 4, to: 7 },
      { from: 8, to: 10 },
    ]);
  });
});
