import { describe, expect, it } from '@jest/globals';
import { partings } from './parting.js';

const vip = { tag: 'vip' };
const asleep = { tag: 'asleep' };
const everyone = { segment: '7' };

describe('who takes a path', () => {
  it('are those of the audience for whom it holds, and no earlier one', () => {
    const paths = [
      { id: 'a', name: 'A', condition: vip },
      { id: 'b', name: 'B', condition: asleep },
    ];
    expect(partings(everyone, paths)).toEqual([{ all: [everyone, vip] }, { all: [everyone, { not: vip }, asleep] }]);
  });

  it('is asked of all customers where people enter one by one', () => {
    expect(partings(null, [{ id: 'a', name: 'A', condition: vip }])).toEqual([vip]);
  });

  it('is not known behind a path that has no condition yet', () => {
    expect(
      partings(everyone, [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B', condition: vip },
      ]),
    ).toEqual([null, null]);
  });
});
