import { describe, expect, it } from '@jest/globals';
import { evenTenths, sharesOf, tenthsOf } from './tenths.js';

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

describe('bands by numbers', () => {
  const CUTS = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  const by = (...bounds: (number | undefined)[]) => [
    ...bounds.map((below, at) => ({ id: `b${at}`, name: `b${at}`, ...(below === undefined ? {} : { below }) })),
    { id: 'rest', name: 'rest' },
  ];
  const inPercent = (...bounds: (number | undefined)[]) => sharesOf(by(...bounds), CUTS).map((share) => Math.round(share * 100));

  it('take the shares that the tenths tell: all of them, where a bound is one of their cuts, and about as many where it lies between two', () => {
    expect(inPercent(20, 90)).toEqual([20, 70, 10]);
    expect(inPercent(25)).toEqual([25, 75]);
    expect(inPercent(5, 1000)).toEqual([5, 90, 5]);
  });

  it('are told about where many people have the same number', () => {
    const below = (bound: number) => Math.round((sharesOf(by(bound), [0, 0, 0, 0, 0, 0, 5, 7, 9])[0] ?? 0) * 100);
    expect([0, 1, 5].map(below)).toEqual([5, 65, 70]);
  });

  it('take no shares that anybody could name while a bound is missing or out of order, or nobody has a number', () => {
    expect(inPercent(undefined, 20)).toEqual([]);
    expect(inPercent(60, 20)).toEqual([]);
    expect(sharesOf(by(20), [])).toEqual([]);
  });
});
