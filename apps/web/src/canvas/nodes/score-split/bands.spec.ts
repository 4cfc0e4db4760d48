import { describe, expect, it } from '@jest/globals';
import { bandAfter } from './bands.js';

const added = { id: 'c', name: 'C' };

describe('a band more', () => {
  it('gives the one that took the rest a bound above the others', () => {
    const bands = [
      { id: 'a', name: 'A', below: 50 },
      { id: 'b', name: 'B' },
    ];
    expect(bandAfter(bands, added).map(({ below }) => below)).toEqual([50, 60, undefined]);
  });

  it('leaves a bound that it has already, where that is higher', () => {
    const bands = [
      { id: 'a', name: 'A', below: 50 },
      { id: 'b', name: 'B', below: 80 },
    ];
    expect(bandAfter(bands, added).map(({ below }) => below)).toEqual([50, 80, undefined]);
  });

  it('is the only one where there was none', () => {
    expect(bandAfter([], added)).toEqual([added]);
  });
});
